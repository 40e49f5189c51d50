/// Methods that weigh features by the gradient of a score.
package lowrankcam.cam.gradient;
