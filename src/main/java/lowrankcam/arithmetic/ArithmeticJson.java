package lowrankcam.arithmetic;

import lowrankcam.explain.Program;
import lowrankcam.format.EnumNames;
import lowrankcam.format.Json;
import lowrankcam.nn.ReceptiveField;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// All numbers, none left out: each in decimal, from which the same bits follow, and as a hexadecimal float.
public final class ArithmeticJson {

    private ArithmeticJson() {}

    public static ObjectNode of(PixelArithmetic whole) {
        ObjectNode json = Json.object();
        json.put("program", Program.id()).put("kernels", whole.model().kernels().description()).put("numerics", "direct");
        json.putObject("image").put("path", whole.image().path().toString()).put("sha256", whole.image().sha256());
        json.putObject("weights").put("source", whole.model().source()).put("sha256", whole.model().weightsSha256())
                .put("dialect", EnumNames.id(whole.model().dialect()));
        Place place = whole.place();
        ObjectNode pixel = json.putObject("pixel").put("row", place.row()).put("column", place.column());
        ObjectNode input = pixel.putObject("input").put("size", place.size().toString());
        put(input, "y", place.y());
        put(input, "x", place.x());
        ArrayNode values = input.putArray("values");
        for (float value : whole.input()) {
            values.add(number(value));
        }
        convolution(json.putObject("convolution"), whole.convolution(), place);
        map(json.putObject("map").put("class", whole.map().classIndex()).put("label", whole.label()), whole.map(), place);
        return json.put("sameBits", whole.agrees());
    }

    private static void convolution(ObjectNode json, ConvolutionSum sum, Place place) {
        cell(json, sum.cell(), place);
        json.put("channel", sum.channel()).put("window", sum.window().height() + "x" + sum.window().width())
                .put("stride", sum.window().stride());
        json.putArray("padding").add(sum.window().padHeight()).add(sum.window().padWidth());
        json.put("inputs", sum.inputs());
        put(json, "bias", sum.bias());
        ArrayNode products = json.putArray("products");
        for (int i = 0; i < sum.count(); i++) {
            ObjectNode product =
                    products.addObject().put("row", sum.row(i)).put("column", sum.column(i)).put("channel", sum.input(i));
            put(product, "value", sum.value(i));
            put(product, "weight", sum.weight(i));
            put(product, "sum", sum.sum(i));
        }
        put(json, "rectified", sum.rectified());
        put(json, "ofKernel", sum.kernel());
        json.put("sameBits", sum.agrees());
    }

    private static void map(ObjectNode json, MapSum map, Place place) {
        cell(json, map.cell(), place);
        json.put("position", map.cell().position()).put("preset", map.options().preset().id())
                .put("sign", EnumNames.id(map.options().sign())).put("mask", EnumNames.id(map.options().mask()))
                .put("score", EnumNames.id(map.options().score())).put("finalRelu", EnumNames.id(map.options().finalRelu()))
                .put("rank", String.valueOf(map.options().rank().setting()));
        put(json, "features", map.features());
        put(json, "channelSums", map.channelSums());
        put(json, "gramRow", map.gramRow());
        put(json, "spectrum", map.spectrum());
        put(json, "headWeights", map.headWeights());
        put(json, "headBias", map.bias());
        put(json, "classMap", map.classMap());
        ArrayNode modes = json.putArray("modes");
        map.modes().forEach(mode -> mode(modes.addObject(), mode, map.cell().position()));
        put(json, "total", map.total());
        put(json, "value", map.value());
        put(json, "ofMethod", map.ofMethod());
        json.put("sameBits", map.agrees());
        map.flags().forEach(json.putArray("flags")::add);
    }

    private static void mode(ObjectNode json, ModeSum sum, int position) {
        json.put("index", sum.mode().index());
        put(json, "sigma", sum.mode().sigma());
        put(json, "vector", sum.vector());
        put(json, "gramTimesMode", sum.gramTimesMode());
        put(json, "squareTimesMode", sum.squareTimesMode());
        put(json, "signProduct", sum.signProduct());
        put(json, "signMargin", sum.mode().signMargin());
        json.put("turned", sum.turned()).put("dropped", sum.mode().isDropped());
        put(json, "mask", sum.mode().mask());
        put(json, "maskedSum", sum.maskedSum());
        put(json, "logit", sum.logit());
        put(json, "weight", sum.mode().weight());
        put(json, "maskAtCell", sum.mode().isDropped() ? Double.NaN : sum.mode().mask()[position]);
        put(json, "sum", sum.sum());
    }

    private static void cell(ObjectNode json, Place.Cell cell, Place place) {
        json.put("name", cell.name()).put("size", cell.size().toString()).put("row", cell.y()).put("column", cell.x());
        ObjectNode field = json.putObject("receptiveField");
        span(field, "rows", cell.field().rows().of(cell.y()), place.size().height());
        span(field, "columns", cell.field().columns().of(cell.x()), place.size().width());
    }

    private static void span(ObjectNode json, String name, ReceptiveField.Span span, int length) {
        ReceptiveField.Span seen = span.within(length);
        json.putObject(name).put("first", span.first()).put("last", span.last()).put("firstInInput", seen.first())
                .put("lastInInput", seen.last());
    }

    /// JSON has no number that is none; the text stands for it.
    private static ObjectNode number(double value) {
        ObjectNode json = Json.object();
        return (Double.isNaN(value) ? json.put("decimal", "NaN") : json.put("decimal", value)).put("hex", Double.toHexString(value));
    }

    private static ObjectNode number(float value) {
        return Json.object().put("decimal", value).put("hex", Float.toHexString(value));
    }

    private static void put(ObjectNode json, String name, double value) {
        json.set(name, number(value));
    }

    private static void put(ObjectNode json, String name, float value) {
        json.set(name, number(value));
    }

    private static void put(ObjectNode json, String name, double[] values) {
        ArrayNode array = json.putArray(name);
        for (double value : values) {
            array.add(number(value));
        }
    }

    private static void put(ObjectNode json, String name, float[] values) {
        ArrayNode array = json.putArray(name);
        for (float value : values) {
            array.add(number(value));
        }
    }
}
