package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run beside its transcript and its scores. JSON values are plain maps, lists, strings, booleans and
 * exact numbers.
 *
 * @param recordingData what the recording says, with the vendor's names
 * @param callDuration seconds
 * @param voiceRecording address of the recording
 */
public record RunDetails(
        RunFacts facts,
        @Nullable Object recordingData,
        @Nullable BigDecimal callDuration,
        @Nullable String voiceRecording,
        List<Object> tags,
        @Nullable Object expectedOutcome) {}
