"""Re-evaluates two results, and waits for their scores. Takes the address of a mock or a server."""
import json, sys, time, urllib.request

def call(path, body=None):
    headers = {"X-CEKURA-API-KEY": "demo-key", "Content-Type": "application/json"}
    request = urllib.request.Request(sys.argv[1] + path, json.dumps(body).encode() if body else None, headers)
    return urllib.request.urlopen(request, timeout=10).read()

call("/test_framework/v1/results/bulk_evaluate_metrics/", {"result_ids": [101, 102], "metric_ids": [11, 12]})
while (result := json.loads(call("/test_framework/v1/results/101/")))["status"] == "running":
    time.sleep(1)
print(result["status"], *(score["name"] for score in result["runs"]["1001"]["evaluation"]["metrics"]), sep=", ")
