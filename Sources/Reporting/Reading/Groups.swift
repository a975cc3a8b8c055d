/// Items with the same key, in the order of the first.
func groups<Item, Key: Hashable>(_ items: [Item], by key: (Item) -> Key) -> [[Item]] {
    var order: [Key] = []
    var found: [Key: [Item]] = [:]
    for item in items {
        let name = key(item)
        if found[name] == nil { order.append(name) }
        found[name, default: []].append(item)
    }
    return order.map { found[$0] ?? [] }
}
