/// Methods that mask features and run what follows the layer.
package lowrankcam.cam.featuremask;
