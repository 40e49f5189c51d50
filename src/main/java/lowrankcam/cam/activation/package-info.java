/// Methods that read the features of the last layer and nothing else.
package lowrankcam.cam.activation;
