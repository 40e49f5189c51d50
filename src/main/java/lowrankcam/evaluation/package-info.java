/// Experiments over data sets: Table 1 and Figure 2 of the paper, their folders, journals, resumption, shards and merging, and
/// the tables that follow from their records. Read {@link lowrankcam.evaluation.DatasetRun} first, then
/// {@link lowrankcam.evaluation.Evaluation} and {@link lowrankcam.evaluation.RunFolder}.
package lowrankcam.evaluation;
