import Arrays

extension Dataset {
    /// Row and column of the direct beam, pixels, between whole numbers where pixels were binned: where both axes of the
    /// detector are zero. Nil where that is not on the detector, or at its edge, where axes without an offset begin.
    public var directBeam: [Double]? {
        let places = [calibration.detectorY, calibration.detectorX].map { -$0.offset / $0.scale }
        let isInside = zip(places, [shape.detectorY, shape.detectorX]).allSatisfy { $0 > 0 && $0 < Double($1 - 1) }
        return isInside ? places : nil
    }
}
