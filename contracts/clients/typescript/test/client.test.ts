import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  BillingApi,
  Configuration,
  MetricListEvalTypeEnum,
  MetricsApi,
  ResponseError,
  ResultsApi,
  RunsApi,
  Status,
  type Detail,
  type ResultDetailV2,
} from '../../target/generated/typescript/index.js';

// Type-checked strictly, and without a cast: what the contract says is what these types say.

for (const [name, url] of [['mock', process.env.MOCK_URL], ['server', process.env.SERVER_URL]] as const) {
  const as = (key: string) => new Configuration({ basePath: url, apiKey: () => key });
  const results = new ResultsApi(as('demo-key'));
  const evaluate = (resultIds: number[], metricIds: number[], api = results) =>
    api.bulkEvaluateResultMetrics2({ schemaPostBulkEvaluateResultMetrics: { resultIds, metricIds } });

  describe(`the TypeScript client and the ${name}`, () => {
    it('polls a re-evaluation until its scores are there', async () => {
      await evaluate([101, 102], [11, 12]);
      const end = Date.now() + 60_000;
      let result: ResultDetailV2;
      do {
        result = await results.resultsV1Retrieve({ id: 101 });
      } while (result.status === Status.Running && Date.now() < end);

      assert.equal(result.status, Status.Completed);
      assert.ok(result.createdAt instanceof Date && !Number.isNaN(result.createdAt.getTime()));
      const run = result.runs?.['1001'];
      assert.deepEqual(run?.evaluation?.metrics.map((metric) => metric.id), [11, 12]);
      assert.equal(run?.evaluation?.metrics[0]?.score, 1257.142857);
    });

    it('reads what is listed', async () => {
      const page = await results.resultsV1List();
      assert.equal(page.count, 6);
      assert.equal(page.next, null);
      assert.deepEqual(page.results.map((result) => result.id), [106, 105, 104, 103, 102, 101]);

      const metrics = await new MetricsApi(as('demo-key')).metricsV1List();
      assert.equal(metrics.find((metric) => metric.id === 16)?.evalType, MetricListEvalTypeEnum.Binary);
      assert.deepEqual(metrics.find((metric) => metric.id === 14)?._configuration, { silence_duration: 10 });

      const [run] = await new RunsApi(as('demo-key')).runsV1BulkRetrieve({ runIds: '1004,999' });
      assert.ok(run?.transcriptObject?.every((turn) => turn.role.length > 0 && turn.timestamp >= 0));

      const billing = await new BillingApi(as('demo-key')).billingInfoRetrieve();
      assert.ok(Number(billing.creditsRemaining) > 0);
      assert.equal(billing.balanceExpiry.getUTCFullYear(), 9999);
    });

    it('reads a refusal as lists of texts by field', async () => {
      assert.deepEqual(await refusal<Record<string, string[]>>(400, evaluate([999], [])), {
        metric_ids: ['Ensure this field has at least 1 elements.'],
      });
      assert.deepEqual(await refusal<Record<string, string[]>>(400, evaluate([999], [11])), {
        result_ids: ['Invalid pk "999" - object does not exist.'],
      });
      assert.deepEqual(await refusal<Record<string, string[]>>(400, results.resultsV1List({ page: 0 })), {
        page: ['Ensure this value is greater than or equal to 1.'],
      });
    });

    it('reads every other refusal as a detail', async () => {
      assert.deepEqual(await refusal<Detail>(404, results.resultsV1Retrieve({ id: 999 })), { detail: 'Not found.' });
      const reader = new ResultsApi(as('demo-read-only-key'));
      assert.deepEqual(await refusal<Detail>(403, evaluate([101], [11], reader)), {
        detail: 'You do not have permission to perform this action.',
      });
      assert.deepEqual(await refusal<Detail>(401, new BillingApi(as('nobody')).billingInfoRetrieve()), {
        detail: 'Invalid API key.',
      });
    });
  });
}

async function refusal<T>(status: number, call: Promise<unknown>): Promise<T> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof ResponseError, String(error));
    assert.equal(error.response.status, status);
    const body: T = await error.response.json();
    return body;
  }
  return assert.fail('it was not refused');
}
