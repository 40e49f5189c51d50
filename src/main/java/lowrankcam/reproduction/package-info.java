/// What the paper, and trials before this program, say, held against runs of this program: claims, comparisons and verdicts.
/// [Reproduction] makes the runs; all the rest follows from their records.
/// Read {@link lowrankcam.reproduction.Claim} first, then {@link lowrankcam.reproduction.Comparison}.
package lowrankcam.reproduction;
