package lowrankcam.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

import lowrankcam.format.Json;
import lowrankcam.nn.WaveSize;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What [ThreadModel] says of a network, for people and for machines.
public final class ThreadModelTable {

    private static final int[] TEAMS = {1, 2, 4, 8, 16, 32, 64};

    private ThreadModelTable() {}

    /// The waves of each part of the network, by the beginning of its stages' names, and of all of it.
    private static Map<String, List<WaveSize>> parts(List<WaveSize> waves) {
        Map<String, List<WaveSize>> parts = new LinkedHashMap<>();
        for (WaveSize wave : waves) {
            String part = wave.stage().startsWith("Mixed_") ? wave.stage().substring(0, "Mixed_5".length()) : "stem";
            parts.computeIfAbsent(part, _ -> new ArrayList<>()).add(wave);
        }
        parts.put("pass", waves);
        return parts;
    }

    /// @param waves      of a pass on so many threads
    /// @param waitMillis what one wait of this machine's threads takes, if there are several
    public static String text(IntFunction<List<WaveSize>> waves, int threads, double waitMillis) {
        int waits = waves.apply(threads).size();
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%d waits in a pass; one of %d threads takes %.4f ms here, %.2f ms in all%n", waits, threads,
                waitMillis, waitMillis * waits));
        text.append("times as fast as one thread at most, if items take as long as they have multiply-adds and memory costs nothing:\n");
        text.append(String.format(Locale.ROOT, "%7s", "threads"));
        parts(waves.apply(threads)).keySet().forEach(part -> text.append(String.format(Locale.ROOT, " %8s", part)));
        text.append(String.format(Locale.ROOT, " %8s  %s%n", "idle", "waits with fewer items than threads"));
        for (int team : TEAMS) {
            text.append(String.format(Locale.ROOT, "%7d", team));
            List<WaveSize> some = waves.apply(team);
            parts(some).values().forEach(part ->
                    text.append(String.format(Locale.ROOT, " %8.2f", ThreadModel.of(part, team).speedUp())));
            ThreadModel.Reach whole = ThreadModel.of(some, team);
            text.append(String.format(Locale.ROOT, " %6.1f %%  %d%n", 100 * whole.idle(), whole.starved()));
        }
        return text.toString();
    }

    public static ObjectNode json(IntFunction<List<WaveSize>> waves, int threads, double waitMillis) {
        ObjectNode json = Json.object().put("waits", waves.apply(threads).size()).put("threads", threads).put("waitMillis", waitMillis);
        ArrayNode teams = json.putArray("teams");
        for (int team : TEAMS) {
            List<WaveSize> waited = waves.apply(team);
            ThreadModel.Reach whole = ThreadModel.of(waited, team);
            ObjectNode node = teams.addObject().put("threads", team).put("idle", whole.idle()).put("starvedWaits", whole.starved());
            ObjectNode speedUp = node.putObject("speedUpAtMost");
            parts(waited).forEach((part, some) -> speedUp.put(part, ThreadModel.of(some, team).speedUp()));
        }
        return json;
    }
}
