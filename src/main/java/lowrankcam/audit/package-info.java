/// The program held against what other engines computed: every golden file computed again, with the difference.
///
/// [AuditStage] lists what is compared, in the order of an image's way through the program; each stage is a class of
/// its own that fills [Findings]. What the goldens are and how they were made: `golden/README.md`.
package lowrankcam.audit;
