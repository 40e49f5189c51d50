/// Reading studies: people say which map helps, without knowing which method made it. {@link lowrankcam.study.StudyMaker} writes
/// the form and the key that is kept apart from it; {@link lowrankcam.study.StudyTables} joins answers with the key.
package lowrankcam.study;
