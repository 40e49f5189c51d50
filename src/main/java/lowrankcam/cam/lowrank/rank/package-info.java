/// How many modes LowRank-CAM uses: a fixed number, or a rule on the singular values and the class map.
package lowrankcam.cam.lowrank.rank;
