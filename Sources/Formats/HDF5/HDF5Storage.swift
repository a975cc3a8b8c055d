import CHDF5

/// How the numbers of an HDF5 dataset lie in its file, and how many there can honestly be; call inside `HDF5.locked`.
struct HDF5Storage {
    /// Whether the numbers are in other files: external storage, or a virtual dataset.
    let isElsewhere: Bool
    /// Whether every filter that packs them is at hand.
    let hasItsFilters: Bool
    /// The most bytes that there can be, unpacked.
    private let limit: Int

    /// N-bit and scale-offset, by which nobody packs patterns: given damaged numbers they write beyond their memory.
    private static let unsafe: Set<H5Z_filter_t> = [5, 6]
    /// Bytes that any dataset may claim: numbers that were never written take no room.
    private static let always = 1 << 20
    /// gzip packs at most 1032:1.
    private static let packing = 1100
    /// Chunks that were never written, such as those of an interrupted recording, for each that was.
    private static let missing = 16

    init(_ dataset: HDF5Handle, file: String) {
        guard let creation = HDF5Handle(H5Dget_create_plist(dataset.id), H5Pclose) else {
            (isElsewhere, hasItsFilters, limit) = (false, true, Self.always)
            return
        }
        let layout = H5Pget_layout(creation.id)
        isElsewhere = layout == H5D_VIRTUAL || H5Pget_external_count(creation.id) > 0
        let filters = max(0, H5Pget_nfilters(creation.id))
        hasItsFilters = (0..<UInt32(filters)).allSatisfy { index in
            var (flags, values, configuration) = (UInt32(0), 0, UInt32(0))
            let filter = H5Pget_filter2(creation.id, index, &flags, &values, nil, 0, nil, &configuration)
            return filter < 0 || !Self.unsafe.contains(filter) && H5Zfilter_avail(filter) > 0
        }
        // What the file says of its own size is a claim, too.
        let stored = min(Int(clamping: H5Dget_storage_size(dataset.id)), HDF5Rehearsal.size(of: file))
        guard layout == H5D_CHUNKED else {
            limit = max(stored, Self.always)
            return
        }
        limit = max(Self.always, Self.chunked(dataset, creation, stored: stored * (filters > 0 ? Self.packing : 1)))
    }

    func canHold(_ bytes: Int) -> Bool { bytes <= limit }

    /// - Parameter stored: bytes that all chunks together can unpack to.
    private static func chunked(_ dataset: HDF5Handle, _ creation: HDF5Handle, stored: Int) -> Int {
        var lengths = [hsize_t](repeating: 0, count: 33)
        let rank = Int(H5Pget_chunk(creation.id, Int32(lengths.count), &lengths))
        var count: hsize_t = 0
        guard rank > 0, let type = HDF5Handle(H5Dget_type(dataset.id), H5Tclose),
            let space = HDF5Handle(H5Dget_space(dataset.id), H5Sclose),
            H5Dget_num_chunks(dataset.id, space.id, &count) >= 0
        else { return 0 }
        var chunk = Int(clamping: H5Tget_size(type.id))
        for length in lengths.prefix(rank) { chunk = product(chunk, Int(clamping: length)) }
        // A chunk is unpacked whole, however little of it is asked for.
        guard chunk <= max(stored, always) else { return 0 }
        return product(missing, min(product(chunk, Int(clamping: count)), stored))
    }

    private static func product(_ a: Int, _ b: Int) -> Int {
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? .max : product
    }
}
