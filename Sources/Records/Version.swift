/// The version of Twinbench, written into every file that it makes.
public enum TwinbenchVersion {
    public static let current = "0.1.0"
}
