// Re-evaluates two results, and waits for their scores. Takes the address of a mock or a server.
const headers = { 'X-CEKURA-API-KEY': 'demo-key', 'Content-Type': 'application/json' };
const call = (path: string, body?: object): Promise<Response> =>
  fetch(process.argv[2] + path, { headers, method: body ? 'POST' : 'GET', body: body && JSON.stringify(body) });

await call('/test_framework/v1/results/bulk_evaluate_metrics/', { result_ids: [101, 102], metric_ids: [11, 12] });
let result = await (await call('/test_framework/v1/results/101/')).json();
while (result.status === 'running') {
  await new Promise((later) => setTimeout(later, 1000));
  result = await (await call('/test_framework/v1/results/101/')).json();
}
console.log([result.status, ...result.runs['1001'].evaluation.metrics.map((score: { name: string }) => score.name)].join(', '));

export {};
