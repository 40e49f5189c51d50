/// Tables of results as papers print them: reading them in whatever form they come, and recomputing what can be
/// recomputed. Read {@link lowrankcam.published.TableAudit} first.
package lowrankcam.published;
