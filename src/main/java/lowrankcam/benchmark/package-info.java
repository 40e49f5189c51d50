/// How long things take: forward passes, layers and methods, checked before they are timed. Quality is measured elsewhere, in
/// `evaluation`; kernels one by one in the benchmarks of `src/jmh`.
/// Read {@link lowrankcam.benchmark.ForwardBenchmark} first.
package lowrankcam.benchmark;
