/// Pictures in and out: PNG and JPEG to samples, samples to the network's input, maps to coloured pictures.
/// This is the only package that touches the JDK's imaging classes; it knows neither networks nor methods.
/// Read [lowrankcam.image.Preprocessing] first, then [lowrankcam.image.Overlay].
package lowrankcam.image;
