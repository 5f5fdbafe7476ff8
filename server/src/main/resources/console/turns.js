// The turns of a call as they are drawn: whose, and from when until when.
const TOOLS = ['Function Call', 'Function Call Result'];
const SHORTEST = 0.3;

export const AGENT = 'agent';
export const CALLER = 'caller';
export const TOOL = 'tool';

export function turnsOf(run) {
  const turns = run.transcript_object ?? [];
  return turns.map((turn, i) => {
    const start = turn.start_time ?? turn.timestamp;
    // Where a turn says no end, it lasts until the next one
    const end = turn.end_time ?? turns[i + 1]?.timestamp ?? Number(run.duration);
    return { ...turn, start, end: Math.max(end || 0, start + SHORTEST), who: whose(turn.role) };
  });
}

const whose = (role) => (TOOLS.includes(role) ? TOOL : role === 'Main Agent' ? AGENT : CALLER);

/** When both spoke at once. */
export function overlaps(turns) {
  const [agent, caller] = [AGENT, CALLER].map((who) => turns.filter((turn) => turn.who === who));
  return agent.flatMap((one) =>
    caller
      .map((other) => ({ start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) }))
      .filter(({ start, end }) => end - start > SHORTEST / 3),
  );
}
