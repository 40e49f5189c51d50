/// What every method of class activation maps shares: the contract, its input and its map, and the steps that several
/// take. Methods themselves stand in the packages below, by what they need; {@link lowrankcam.cam.MapRun} makes a map and
/// counts its passes. Read {@link lowrankcam.cam.CamMethod} first.
package lowrankcam.cam;
