package dev.reevaluate.clients

import com.fasterxml.jackson.module.kotlin.readValue
import dev.reevaluate.clients.kotlin.apis.BillingApi
import dev.reevaluate.clients.kotlin.apis.MetricsApi
import dev.reevaluate.clients.kotlin.apis.ResultsApi
import dev.reevaluate.clients.kotlin.apis.RunsApi
import dev.reevaluate.clients.kotlin.infrastructure.ApiClient
import dev.reevaluate.clients.kotlin.infrastructure.ClientError
import dev.reevaluate.clients.kotlin.infrastructure.ClientException
import dev.reevaluate.clients.kotlin.infrastructure.Serializer.jacksonObjectMapper
import dev.reevaluate.clients.kotlin.models.Detail
import dev.reevaluate.clients.kotlin.models.MetricList
import dev.reevaluate.clients.kotlin.models.ResultDetailV2
import dev.reevaluate.clients.kotlin.models.SchemaPostBulkEvaluateResultMetrics
import dev.reevaluate.clients.kotlin.models.Status
import java.time.Duration
import java.time.Instant
import java.time.OffsetDateTime
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowableOfType
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** A client that fails on a missing field, an unknown value of an enum and a null where none belongs can call us. */
class KotlinClientTest {

    @BeforeEach
    fun useTheDemoKey() = use("demo-key")

    @ParameterizedTest
    @MethodSource("urls")
    fun aReevaluationIsPolledUntilItsScoresAreThere(url: String) {
        val api = ResultsApi(url)
        api.bulkEvaluateResultMetrics2(request(listOf(101, 102), listOf(11, 12)))

        val result = completed(api)

        assertThat(result.createdAt).isBefore(OffsetDateTime.now().plusDays(1))
        assertThat(result.runs!!.values.filter { it.status == Status.completed }).isNotEmpty.allSatisfy { run ->
            assertThat(run.evaluation!!.metrics.map { it.id }).containsExactly(11L, 12L)
            assertThat(run.evaluation!!.metrics).allSatisfy { assertThat(it.explanation).isNotNull }
        }
        assertThat(result.runs!!.getValue("1001").evaluation!!.metrics[0].score!!.toDouble()).isEqualTo(1257.142857)
    }

    @ParameterizedTest
    @MethodSource("urls")
    fun whatIsListedIsRead(url: String) {
        val page = ResultsApi(url).resultsV1List()
        val metrics = MetricsApi(url).metricsV1List()
        val runs = RunsApi(url).runsV1BulkRetrieve("1004,999")
        val billing = BillingApi(url).billingInfoRetrieve()

        assertThat(page.count).isEqualTo(6)
        assertThat(page.next).isNull()
        assertThat(page.results.map { it.id }).containsExactly(106L, 105L, 104L, 103L, 102L, 101L)
        assertThat(metrics.map { it.id }).contains(11L, 16L)
        assertThat(metrics.single { it.id == 16L }.evalType).isEqualTo(MetricList.EvalType.binary)
        assertThat(metrics.single { it.id == 14L }.configuration).isEqualTo(mapOf("silence_duration" to 10))
        assertThat(runs.single().transcriptObject).isNotEmpty
        assertThat(billing.creditsRemaining!!.toBigDecimal()).isPositive
        assertThat(billing.balanceExpiry.year).isEqualTo(9999)
    }

    @ParameterizedTest
    @MethodSource("urls")
    fun aRefusalIsReadAsListsOfTextsByField(url: String) {
        assertThat(refusedByField { ResultsApi(url).bulkEvaluateResultMetrics2(request(listOf(999), listOf())) })
            .isEqualTo(mapOf("metric_ids" to listOf("Ensure this field has at least 1 elements.")))
        assertThat(refusedByField { ResultsApi(url).bulkEvaluateResultMetrics2(request(listOf(999), listOf(11))) })
            .isEqualTo(mapOf("result_ids" to listOf("Invalid pk \"999\" - object does not exist.")))
        assertThat(refusedByField { ResultsApi(url).resultsV1List(page = 0) })
            .isEqualTo(mapOf("page" to listOf("Ensure this value is greater than or equal to 1.")))
    }

    @ParameterizedTest
    @MethodSource("urls")
    fun everyOtherRefusalIsReadAsADetail(url: String) {
        assertThat(detail(404) { ResultsApi(url).resultsV1Retrieve(999) }).isEqualTo("Not found.")
        use("demo-read-only-key")
        assertThat(detail(403) { ResultsApi(url).bulkEvaluateResultMetrics2(request(listOf(101), listOf(11))) })
            .isEqualTo("You do not have permission to perform this action.")
        use("nobody's")
        assertThat(detail(401) { BillingApi(url).billingInfoRetrieve() }).isEqualTo("Invalid API key.")
    }

    private fun completed(api: ResultsApi): ResultDetailV2 {
        val end = Instant.now() + Duration.ofSeconds(60)
        while (Instant.now() < end) {
            val result = api.resultsV1Retrieve(101)
            if (result.status != Status.running) {
                return result
            }
        }
        throw AssertionError("still running after a minute")
    }

    private fun refusedByField(call: () -> Any): Map<String, List<String>> = jacksonObjectMapper.readValue(body(400, call))

    private fun detail(status: Int, call: () -> Any): String = jacksonObjectMapper.readValue<Detail>(body(status, call)).detail

    private fun body(status: Int, call: () -> Any): String {
        val refused = catchThrowableOfType(ClientException::class.java) { call() }
        assertThat(refused.statusCode).isEqualTo(status)
        return (refused.response as ClientError<*>).body.toString()
    }

    private fun request(results: List<Long>, metrics: List<Long>) =
        SchemaPostBulkEvaluateResultMetrics(resultIds = results, metricIds = metrics)

    private fun use(key: String) {
        ApiClient.apiKey["X-CEKURA-API-KEY"] = key
    }

    companion object {
        @JvmStatic
        fun urls(): List<String> = listOf(System.getProperty("mock.url"), System.getProperty("server.url"))
    }
}
