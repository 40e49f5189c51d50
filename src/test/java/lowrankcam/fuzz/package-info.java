/// Damaged input for every reader: each must read it or refuse it with an error of the program's own, in bounded time and
/// memory.
///
/// [Fuzz] runs a [Target], [Mutator] damages its samples. Read [FuzzTest] first.
package lowrankcam.fuzz;
