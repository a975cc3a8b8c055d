/// How much of the observations a method holds in memory.
package enum MemoryAllowance {
    /// Values of distinct patterns (512 MiB); more are streamed from their source. Tests set 0 to stream everything.
    @TaskLocal package static var values = 1 << 27
}
