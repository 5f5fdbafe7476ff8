package dev.reevaluate.server.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Makes values at random: the same ones of the same seed. */
@FunctionalInterface
public interface Generator<T> {

    T next(RandomGenerator random);

    /** Returns one of the values, each as likely. */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    static <T> Generator<T> of(T... values) {
        return random -> values[random.nextInt(values.length)];
    }

    /** Returns an integer between the two, which are often themselves the answer. */
    static Generator<Integer> between(int least, int most) {
        return random -> switch (random.nextInt(20)) {
            case 0 -> least;
            case 1 -> most;
            default -> (int) random.nextLong(least, most + 1L);
        };
    }

    /** Returns what one of the generators makes, each as likely. */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    static <T> Generator<T> oneOf(Generator<? extends T>... generators) {
        return random -> generators[random.nextInt(generators.length)].next(random);
    }

    /** Returns what one of the generators makes, each as likely as its weight says. */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    static <T> Generator<T> frequencies(Weighted<? extends T>... choices) {
        int all = List.of(choices).stream().mapToInt(Weighted::weight).sum();
        return random -> {
            int left = random.nextInt(all);
            for (Weighted<? extends T> choice : choices) {
                left -= choice.weight();
                if (left < 0) {
                    return choice.generator().next(random);
                }
            }
            throw new IllegalStateException("the weights are larger than their sum");
        };
    }

    /** A choice of {@link #frequencies}. */
    record Weighted<T>(int weight, Generator<T> generator) {}

    static <T> Weighted<T> weighted(int weight, Generator<T> generator) {
        return new Weighted<>(weight, generator);
    }

    /** Returns a text of all UTF-16 code units, halves of characters and controls among them. */
    static Generator<String> text(int longest) {
        Generator<Integer> unit = frequencies(
                weighted(3, between(0, 0xFF)), weighted(2, between(0, 0xFFFF)), weighted(1, between(0xD7FF, 0xE000)));
        return units(unit, longest);
    }

    /** Returns a text of ASCII, controls included. */
    static Generator<String> ascii(int longest) {
        return units(between(0, 0x7F), longest);
    }

    private static Generator<String> units(Generator<Integer> unit, int longest) {
        return unit.list(0, longest).map(units -> {
            StringBuilder text = new StringBuilder();
            units.forEach(one -> text.append((char) one.intValue()));
            return text.toString();
        });
    }

    default <U> Generator<U> map(Function<? super T, ? extends U> made) {
        return random -> made.apply(next(random));
    }

    default <U, V> Generator<V> with(Generator<U> other, BiFunction<? super T, ? super U, ? extends V> made) {
        return random -> made.apply(next(random), other.next(random));
    }

    default Generator<List<T>> list(int shortest, int longest) {
        Generator<Integer> sizes = between(shortest, longest);
        return random -> {
            int size = sizes.next(random);
            List<T> list = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                list.add(next(random));
            }
            return list;
        };
    }
}
