package dev.reevaluate.stubs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The numbered contracts of a folder, as a story in scenes. Its opening is answered at any time, so that the story can be
 * told again. A scene is steps that ask different things; whichever is asked first, the next scene begins. A step that was
 * accepted and is no read changes something, so that nothing else follows in its scene.
 */
record Scenario(String name, List<List<Contract>> scenes) {

    static List<Scenario> allOf(Contracts contracts) {
        return contracts.all().stream()
                .filter(Contract::step)
                .collect(Collectors.groupingBy(Contract::folder, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(folder -> new Scenario(folder.getKey(), scenes(folder.getValue())))
                .toList();
    }

    /** Returns the step that it begins with. */
    Contract opening() {
        return scenes.get(0).get(0);
    }

    /** Returns whether the contract is one of its steps. */
    boolean tells(Contract contract) {
        return scenes.stream().anyMatch(scene -> scene.contains(contract));
    }

    /** Returns the scene of the step; the opening is scene 0. */
    int sceneOf(Contract step) {
        return IntStream.range(0, scenes.size())
                .filter(scene -> scenes.get(scene).contains(step))
                .findFirst()
                .orElseThrow();
    }

    /** Tells WireMock the part that the contract plays, if it plays any. */
    void addTo(ObjectNode mapping, Contract contract, Spec spec) {
        for (int scene = 0; scene < scenes.size(); scene++) {
            if (scenes.get(scene).contains(contract) || (scene == 0 && isOpenedBy(contract, spec))) {
                mapping.put("scenarioName", name);
                if (scene > 0) {
                    mapping.put("requiredScenarioState", state(scene));
                }
                if (scene + 1 < scenes.size()) {
                    mapping.put("newScenarioState", state(scene + 1));
                }
            }
        }
    }

    private boolean isOpenedBy(Contract contract, Spec spec) {
        return contract.status() == opening().status()
                && contract.asks().equals(opening().asks())
                && contract.key().equals(opening().key())
                && spec.parameterHeaders(contract).equals(spec.parameterHeaders(opening()))
                && spec.body(contract).equals(spec.body(opening()));
    }

    private static List<List<Contract>> scenes(List<Contract> steps) {
        List<List<Contract>> scenes = new ArrayList<>();
        for (Contract step : steps) {
            if (scenes.isEmpty() || !fits(step, scenes.get(scenes.size() - 1))) {
                scenes.add(new ArrayList<>());
            }
            scenes.get(scenes.size() - 1).add(step);
        }
        return scenes;
    }

    private static boolean fits(Contract step, List<Contract> scene) {
        return scene.stream().noneMatch(other -> changesSomething(other) || asksTheSame(other, step));
    }

    private static boolean changesSomething(Contract step) {
        return !step.method().equals("GET") && step.status() < 400;
    }

    private static boolean asksTheSame(Contract one, Contract other) {
        return one.asks().equals(other.asks()) && Arrays.equals(one.body(), other.body());
    }

    private static String state(int scene) {
        return "Scene " + scene;
    }
}
