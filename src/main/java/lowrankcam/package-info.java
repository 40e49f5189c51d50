/// What a Java program needs to explain images: open a model, explain an image, read the result, save it.
///
/// ```java
/// try (CamModel model = CamModel.open()) {
///     CamResult result = model.explain(Path.of("hand.png"), CamRequest.of("lowrankcam", "gradcam++"));
///     System.out.println(result.predicted() + ", " + result.maps().getFirst().hottest());
/// }
/// ```
///
/// Only this package is meant to be called from outside. The packages below it may change with every version.
package lowrankcam;
