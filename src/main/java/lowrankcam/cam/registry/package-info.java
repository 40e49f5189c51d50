/// Methods by name: which there are, their variants and parameters, and what a user chose of them.
/// Read {@link lowrankcam.cam.registry.Methods} first.
package lowrankcam.cam.registry;
