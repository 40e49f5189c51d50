package lowrankcam.benchmark;

import java.util.Locale;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What [ComplexityRun] found, for people and for machines.
public final class ComplexityTable {

    private ComplexityTable() {}

    public static String text(ComplexityRun.Result result, MachineFacts machine, String kernels) {
        StringBuilder text = new StringBuilder();
        line(text, "machine    %s, %s, %d processors%s", machine.os(), machine.arch(), machine.processors(),
                machine.cpu().isEmpty() ? "" : ", " + machine.cpu());
        line(text, "java       %s, kernels %s", machine.java(), kernels);
        line(text, "");
        line(text, "exponents by least squares on logarithms; time: of medians (of the shortest)");
        line(text, "%-24s %-5s %-14s %6s %13s %7s %s", "step", "grows", "fixed", "paper", "multiply-adds", "bytes", "time");
        for (Scaling one : result.scalings()) {
            line(text, "%-24s %-5s %-14s %6s %13.3f %7s %s", one.step(), one.size(), one.fixed(),
                    Double.isNaN(one.said()) ? "" : String.format(Locale.ROOT, "%.0f", one.said()), one.exponentOfMultiplyAdds(),
                    one.step().startsWith("-") ? "" : String.format(Locale.ROOT, "%.3f", one.exponentOfBytes()),
                    one.isTimed()
                            ? String.format(Locale.ROOT, "%.2f (%.2f)", one.exponentOfTime(), one.exponentOfShortestTime())
                            : "");
        }
        for (Scaling one : result.scalings()) {
            line(text, "");
            line(text, "%s%s", one.step(), one.fixed().isEmpty() ? "" : ", " + one.fixed());
            line(text, "%8s %18s %16s %16s", one.size(), "multiply-adds", "bytes", "median ms / first");
            for (Scaling.Point point : one.points()) {
                line(text, "%8d %18d %16d %16s", point.size(), point.work().multiplyAdds(), point.work().bytes(),
                        point.timing() == null
                                ? ""
                                : String.format(Locale.ROOT, "%.2f", point.timing().median() / one.points().getFirst().timing().median()));
            }
        }
        line(text, "");
        line(text, "K 2048, P 64, r 10, no dead channel: Score-CAM %d multiply-adds, LowRank-CAM %d: %.1f times",
                result.slow().multiplyAdds(), result.fast().multiplyAdds(), result.ratio());
        line(text, "of those of LowRank-CAM %.3f %% lie beyond the network pass",
                100.0 * (result.fast().multiplyAdds() - result.pass().multiplyAdds()) / result.fast().multiplyAdds());
        return text.toString();
    }

    public static ObjectNode json(ComplexityRun.Result result, MachineFacts machine, String program, String kernels) {
        ObjectNode json = Json.object();
        json.putObject("machine").put("os", machine.os()).put("arch", machine.arch()).put("processors", machine.processors())
                .put("cpu", machine.cpu());
        json.put("program", program).put("jdk", machine.java()).put("kernels", kernels);
        ArrayNode scalings = json.putArray("scalings");
        for (Scaling one : result.scalings()) {
            ObjectNode scaling =
                    scalings.addObject().put("step", one.step()).put("size", one.size()).put("fixed", one.fixed());
            if (!Double.isNaN(one.said())) {
                scaling.put("paperExponent", one.said());
            }
            scaling.put("multiplyAddsExponent", one.exponentOfMultiplyAdds()).put("bytesExponent", one.exponentOfBytes());
            if (one.isTimed()) {
                scaling.put("timeExponent", one.exponentOfTime()).put("shortestTimeExponent", one.exponentOfShortestTime());
            }
            ArrayNode points = scaling.putArray("points");
            for (Scaling.Point point : one.points()) {
                ObjectNode node =
                        points.addObject().put("size", point.size()).put("multiplyAdds", point.work().multiplyAdds())
                                .put("bytes", point.work().bytes());
                if (point.timing() != null) {
                    node.put("medianMillis", point.timing().median()).put("minMillis", point.timing().min())
                            .put("runs", point.timing().runs());
                }
            }
        }
        json.put("scoreCamMultiplyAdds", result.slow().multiplyAdds())
                .put("lowRankCamMultiplyAdds", result.fast().multiplyAdds()).put("ratio", result.ratio());
        return json;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
