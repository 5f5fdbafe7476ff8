// The API has no list of agents; their names stand with their results.
import { listResults } from './api.js';

export async function agentNames(signal) {
  const { results } = await listResults({ query: { page_size: 100 }, signal });
  return new Map(results.map((result) => [result.agent, result.agent_name]));
}

export const agentName = (names, id) => names?.get(id) ?? `agent ${id}`;
