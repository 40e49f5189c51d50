/// Class activation maps, one file per method: features and head in, a map at the layer's resolution out. Painting
/// and files belong elsewhere, and no particular network is known here. Read {@link lowrankcam.cam.CamMethod}, then
/// {@link lowrankcam.cam.LowRankCam}.
package lowrankcam.cam;
