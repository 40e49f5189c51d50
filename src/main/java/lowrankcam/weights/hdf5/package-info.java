/// HDF5 files as h5py writes them, read through jhdf, which sees a file only through {@link lowrankcam.weights.hdf5.Storage}.
package lowrankcam.weights.hdf5;
