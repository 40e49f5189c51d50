/// The command line: the only place with `System.exit`, standard output and picocli. What it computes lies in the packages
/// below; here are arguments, progress, files and exit codes.
/// Read {@link lowrankcam.cli.ExplainCommand}, then {@link lowrankcam.explain.Explainer}.
package lowrankcam.cli;
