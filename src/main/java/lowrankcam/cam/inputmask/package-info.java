/// Methods that mask the input and run the whole network for each mask.
package lowrankcam.cam.inputmask;
