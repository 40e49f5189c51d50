/// What the paper, and trials before this program, say, held against runs of this program: claims, comparisons and verdicts.
/// Everything follows from the records of runs; nothing is computed on images here and nothing is written.
/// Read {@link lowrankcam.reproduction.Claim} first, then {@link lowrankcam.reproduction.Comparison}.
package lowrankcam.reproduction;
