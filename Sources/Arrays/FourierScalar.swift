internal import CFFTW
public import ComplexModule
public import RealModule

/// A real number type that FFTW transforms: `Float` (fftwf) and `Double` (fftw).
public protocol FourierScalar: LinearAlgebraScalar, Real {
    /// Makes an in-place plan for many lines; nil when FFTW has none. The planner must be locked.
    static func makePlan(
        _ lines: FourierLines, _ direction: FourierDirection, _ effort: FourierEffort,
        at pointer: UnsafeMutablePointer<Complex<Self>>
    ) -> OpaquePointer?
    static func executePlan(_ plan: OpaquePointer, at pointer: UnsafeMutablePointer<Complex<Self>>)
    /// Multiplies every value. Stated for each precision: where a generic loop is not specialised, it takes longer than the
    /// transform.
    static func scale(_ values: UnsafeMutableBufferPointer<Complex<Self>>, by factor: Self)
    /// Destroys a plan. The planner must be locked.
    static func destroyPlan(_ plan: OpaquePointer)
    /// FFTW's accumulated wisdom for this precision, as text. The planner must be locked.
    static func exportWisdom() -> String?
    /// The planner must be locked.
    static func importWisdom(_ text: String) -> Bool
}

extension FourierEffort {
    fileprivate var flags: UInt32 {
        switch self {
        case .estimate: FFTW_ESTIMATE
        case .measure: FFTW_MEASURE
        case .patient: FFTW_PATIENT
        }
    }
}

extension Float: FourierScalar {
    public static func makePlan(
        _ lines: FourierLines, _ direction: FourierDirection, _ effort: FourierEffort,
        at pointer: UnsafeMutablePointer<Complex<Float>>
    ) -> OpaquePointer? {
        let data = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: fftwf_complex.self)
        var length = Int32(lines.length)
        return fftwf_plan_many_dft(
            1, &length, Int32(lines.count), data, nil, Int32(lines.stride), Int32(lines.distance), data, nil,
            Int32(lines.stride), Int32(lines.distance), direction.rawValue, effort.flags)
    }

    public static func executePlan(_ plan: OpaquePointer, at pointer: UnsafeMutablePointer<Complex<Float>>) {
        let data = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: fftwf_complex.self)
        fftwf_execute_dft(plan, data, data)
    }

    public static func scale(_ values: UnsafeMutableBufferPointer<Complex<Float>>, by factor: Float) {
        for index in values.indices { values[index] = values[index].multiplied(by: factor) }
    }

    public static func destroyPlan(_ plan: OpaquePointer) { fftwf_destroy_plan(plan) }

    public static func exportWisdom() -> String? {
        guard let text = fftwf_export_wisdom_to_string() else { return nil }
        defer { fftwf_free(text) }
        return String(cString: text)
    }

    public static func importWisdom(_ text: String) -> Bool { fftwf_import_wisdom_from_string(text) == 1 }
}

extension Double: FourierScalar {
    public static func makePlan(
        _ lines: FourierLines, _ direction: FourierDirection, _ effort: FourierEffort,
        at pointer: UnsafeMutablePointer<Complex<Double>>
    ) -> OpaquePointer? {
        let data = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: fftw_complex.self)
        var length = Int32(lines.length)
        return fftw_plan_many_dft(
            1, &length, Int32(lines.count), data, nil, Int32(lines.stride), Int32(lines.distance), data, nil,
            Int32(lines.stride), Int32(lines.distance), direction.rawValue, effort.flags)
    }

    public static func executePlan(_ plan: OpaquePointer, at pointer: UnsafeMutablePointer<Complex<Double>>) {
        let data = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: fftw_complex.self)
        fftw_execute_dft(plan, data, data)
    }

    public static func scale(_ values: UnsafeMutableBufferPointer<Complex<Double>>, by factor: Double) {
        for index in values.indices { values[index] = values[index].multiplied(by: factor) }
    }

    public static func destroyPlan(_ plan: OpaquePointer) { fftw_destroy_plan(plan) }

    public static func exportWisdom() -> String? {
        guard let text = fftw_export_wisdom_to_string() else { return nil }
        defer { fftw_free(text) }
        return String(cString: text)
    }

    public static func importWisdom(_ text: String) -> Bool { fftw_import_wisdom_from_string(text) == 1 }
}
