/// Synthetic radiographs of limbs in MURA's layout, with masks of their findings, for when no real data set is at hand. None of
/// it claims to look like a patient. Read {@link lowrankcam.phantom.Phantoms} first.
package lowrankcam.phantom;
