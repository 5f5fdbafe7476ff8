package dev.reevaluate.server.kills;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One end of a server that has work.
 *
 * @param judged whether the work has judge metrics, whose answers take a while
 */
record Kill(Way way, Moment moment, boolean judged) {

    enum Way {
        SERVER,
        SERVER_AND_DATABASE,
        /** Asked to end, SIGTERM, and left to do it. */
        ASKED
    }

    enum Moment {
        /** While clients send requests. */
        ACCEPTANCE,
        /** While many evaluations are owed. */
        MIDDLE,
        /** When few are owed, or none any more. */
        COMPLETION
    }

    private static final List<Moment> AMID_JUDGES_FIRST = List.of(Moment.MIDDLE, Moment.COMPLETION, Moment.ACCEPTANCE);

    /** So many of each way, over all moments and kinds of work, in any order. */
    static List<Kill> plan(int ofServer, int ofBoth, int asked, Random random) {
        List<Kill> plan = new ArrayList<>();
        plan.addAll(spread(Way.SERVER, ofServer, shuffled(random)));
        // A database that loses what it committed is found out at acceptance: all else would only be done again
        plan.addAll(spread(Way.SERVER_AND_DATABASE, ofBoth, List.of(Moment.values())));
        plan.addAll(spread(Way.ASKED, asked, shuffled(random)));
        Collections.shuffle(plan, random);
        return plan;
    }

    // Computed work and judged work take turns: two kills are one of each.
    private static List<Kill> spread(Way way, int number, List<Moment> computed) {
        List<Kill> kills = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            boolean withJudges = i % 2 == 1;
            kills.add(new Kill(way, (withJudges ? AMID_JUDGES_FIRST : computed).get(i / 2 % 3), withJudges));
        }
        return kills;
    }

    private static List<Moment> shuffled(Random random) {
        List<Moment> moments = new ArrayList<>(List.of(Moment.values()));
        Collections.shuffle(moments, random);
        return moments;
    }

    @Override
    public String toString() {
        return "%s at %s, %s".formatted(words(way), words(moment), judged ? "judged" : "computed");
    }

    static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
