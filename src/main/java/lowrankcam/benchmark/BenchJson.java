package lowrankcam.benchmark;

import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The result of `bench` for machines.
public final class BenchJson {

    private BenchJson() {}

    public static ObjectNode of(BenchResult result) {
        ObjectNode json = Json.object();
        MachineFacts machine = result.machine();
        json.putObject("machine").put("os", machine.os()).put("arch", machine.arch())
                .put("processors", machine.processors()).put("cpu", machine.cpu()).put("maxHeapBytes", machine.heapBytes());
        json.put("program", result.program()).put("jdk", machine.java());
        BenchResult.Subject subject = result.subject();
        json.put("kernels", subject.kernels()).put("threads", subject.threads());
        json.putObject("weights").put("source", subject.source()).put("sha256", subject.sha256())
                .put("dialect", subject.dialect());
        json.put("image", subject.image()).put("runs", result.plan().runs()).put("warmUp", result.plan().warmUp());
        result.checked().forEach(json.putArray("checked")::add);
        ArrayNode forward = json.putArray("forward");
        result.forward().forEach(one -> put(forward.addObject(), one));
        result.layers().ifPresent(layers -> put(json.putObject("layers"), layers));
        ArrayNode methods = json.putArray("methods");
        result.methods().forEach(one -> put(methods.addObject(), one, result.forwardMillis()));
        ArrayNode skipped = json.putArray("skipped");
        result.skipped().forEach(one -> skipped.addObject().put("method", one.what()).put("reason", one.reason()));
        json.putObject("cold").put("loadMillis", result.cold().load()).put("firstPassMillis", result.cold().firstPass());
        ObjectNode memory = json.putObject("memory");
        put(memory.putObject("firstPass"), result.firstPass());
        put(memory.putObject("wholeRun"), result.wholeRun());
        result.allocated().ifPresent(bytes -> json.putObject("allocated").put("bytesPerPass", bytes.perPass())
                .put("outputBytes", bytes.outputs()).put("beyondOutputsBytes", bytes.beyondOutputs()));
        result.ratio().ifPresent(ratio -> json.putObject("scorecamOverLowrankcam")
                .put("networkPasses", ratio.networkPasses()).put("timeWithForward", ratio.withForward())
                .put("timeBeyondForward", ratio.beyondForward()).put("extrapolated", ratio.extrapolated()));
        return json;
    }

    private static void put(ObjectNode node, BenchResult.Forward forward) {
        node.put("numerics", forward.numerics().id()).put("threads", forward.threads()).put("batch", forward.batch());
        node.put("medianMillis", forward.timing().median()).put("minMillis", forward.timing().min());
        node.put("medianMillisPerImage", forward.medianPerImage()).put("minMillisPerImage", forward.minPerImage());
        node.put("runs", forward.timing().runs()).put("slowPhases", forward.timing().hasSlowPhases());
    }

    private static void put(ObjectNode node, LayerShares layers) {
        LayerShares.Timed peak = layers.peak();
        node.put("numerics", layers.numerics().id()).put("threads", 1);
        node.putObject("peak").put("medianGigaflops", peak.rate()).put("maxGigaflops", peak.bestRate())
                .put("readings", peak.timing().runs()).put("slowPhases", peak.timing().hasSlowPhases());
        ArrayNode groups = node.putArray("groups");
        layers.groups().forEach(group -> put(groups.addObject(), layers, group));
        put(node.putObject("all"), layers, layers.all());
        node.put("slowPhases", layers.all().timing().hasSlowPhases());
    }

    private static void put(ObjectNode node, LayerShares layers, LayerShares.Timed group) {
        node.put("name", group.name()).put("layers", group.layers()).put("multiplyAdds", group.multiplyAdds());
        node.put("medianMillis", group.timing().median()).put("minMillis", group.timing().min());
        node.put("millisBeyondPeak", layers.beyond(group));
        if (group.multiplyAdds() > 0) {
            node.put("medianGigaflops", group.rate()).put("maxGigaflops", group.bestRate());
            node.put("share", layers.share(group)).put("shareAtBest", layers.bestShare(group));
        }
    }

    private static void put(ObjectNode node, MethodBenchmark.Result method, double forwardMillis) {
        node.put("method", method.method());
        node.put("medianMillis", method.beyond().median()).put("minMillis", method.beyond().min());
        node.put("shareOfForward", method.beyond().median() / forwardMillis);
        node.put("networkPasses", method.passes().network()).put("headPasses", method.passes().head())
                .put("backwardPasses", method.passes().backward());
        node.put("extrapolated", method.isExtrapolated()).put("passesMeasured", method.measured());
        node.put("multiplyAddsSpared", method.spared());
        node.put("runs", method.beyond().runs());
    }

    private static void put(ObjectNode node, ProcessMemory memory) {
        node.put("heapBytes", memory.heapBytes()).put("peakHeapBytes", memory.peakHeapBytes());
        memory.peakResidentBytes().ifPresent(bytes -> node.put("peakResidentBytes", bytes));
    }
}
