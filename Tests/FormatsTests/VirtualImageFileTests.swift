import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

@Suite struct VirtualImageFileTests {
    private let images = VirtualImages(
        dataset: "wire", scanY: 2, scanX: 3,
        images: [
            VirtualImage(
                aperture: VirtualAperture(
                    name: "bright field", kind: .brightField, discs: [.init(y: 8, x: 8.5, radius: 3)]),
                values: [0, 1, 2, 3, 4, 5]),
            VirtualImage(
                aperture: VirtualAperture(
                    name: "A 2 -2 0", kind: .darkField,
                    discs: [.init(y: 1, x: 2, radius: 1.5), .init(y: 3, x: 4, radius: 1.5)]),
                values: [7, 7, 7, 7, 7, 9]),
        ])

    @Test func imagesComeBackAsTheyWereAndAlwaysAsTheSameBytes() throws {
        try withTemporaryFolder { folder in
            let (first, second) = (folder.appending(path: "a.h5"), folder.appending(path: "b.h5"))
            for url in [first, second] { try VirtualImageFormat(of: url).write(images, to: url) }
            #expect(try VirtualImageFile.read(first) == images)
            #expect(try Data(contentsOf: first) == Data(contentsOf: second))
        }
    }

    @Test func arraysHoldImageScanYScanX() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.npy")
            try VirtualImageFormat(of: url).write(images, to: url)
            let array = try NumPyArray(contentsOf: url)
            #expect(array.shape == [2, 2, 3] && array.values == [0, 1, 2, 3, 4, 5, 7, 7, 7, 7, 7, 9])
        }
    }

    @Test func picturesStandSideBySideFromBlackToWhite() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.png")
            try VirtualImageFormat(of: url).write(images, to: url)
            let picture = try PNG.decode(Array(Data(contentsOf: url)))
            #expect(picture.width == 7 && picture.height == 2)
            #expect(picture.grey == [0, 51, 102, 255, 0, 0, 0, 153, 204, 255, 255, 0, 0, 255])
        }
    }

    @Test func anotherFileIsNoFileOfImages() throws {
        try withTemporaryFolder { folder in
            #expect(throws: FormatError.self) { try VirtualImageFormat(of: folder.appending(path: "a.tif")) }
            let url = folder.appending(path: "none.h5")
            #expect(throws: FormatError.self) { try VirtualImageFile.read(url) }
        }
    }
}
