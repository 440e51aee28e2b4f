/**
 * A map from names to values that is never changed: setting a name gives another tree that shares all but one path with the old
 * one. So the variables before each of 10,000 instructions cost one path each, not a copy each. Balanced as Adelson-Velsky and
 * Landis do, so that no choice of names makes it deep.
 */
export class NameTree<V> {
  readonly #root: Node<V> | undefined;

  constructor(root?: Node<V>) {
    this.#root = root;
  }

  get(name: string): V | undefined {
    let node = this.#root;
    while (node !== undefined && node.name !== name) node = name < node.name ? node.left : node.right;
    return node?.value;
  }

  /** A tree in which the name has this value. */
  set(name: string, value: V): NameTree<V> {
    return new NameTree(insert(this.#root, name, value));
  }

  /** All names, sorted by UTF-16 code units. */
  names(): readonly string[] {
    const names: string[] = [];
    collect(this.#root, names);
    return names;
  }
}

interface Node<V> {
  readonly name: string;
  readonly value: V;
  readonly left: Node<V> | undefined;
  readonly right: Node<V> | undefined;
  readonly height: number;
}

function heightOf<V>(node: Node<V> | undefined): number {
  return node === undefined ? 0 : node.height;
}

function join<V>(name: string, value: V, left: Node<V> | undefined, right: Node<V> | undefined): Node<V> {
  return { name, value, left, right, height: Math.max(heightOf(left), heightOf(right)) + 1 };
}

function insert<V>(node: Node<V> | undefined, name: string, value: V): Node<V> {
  if (node === undefined) return join(name, value, undefined, undefined);
  if (name === node.name) return { ...node, value };
  if (name < node.name) return balance(node.name, node.value, insert(node.left, name, value), node.right);
  return balance(node.name, node.value, node.left, insert(node.right, name, value));
}

/** Joins two subtrees whose heights differ by two at most. */
function balance<V>(name: string, value: V, left: Node<V> | undefined, right: Node<V> | undefined): Node<V> {
  if (left !== undefined && left.height > heightOf(right) + 1) {
    const inner = left.right;
    if (inner === undefined || heightOf(left.left) >= inner.height) {
      return join(left.name, left.value, left.left, join(name, value, inner, right));
    }
    return join(inner.name, inner.value, join(left.name, left.value, left.left, inner.left), join(name, value, inner.right, right));
  }
  if (right !== undefined && right.height > heightOf(left) + 1) {
    const inner = right.left;
    if (inner === undefined || heightOf(right.right) >= inner.height) {
      return join(right.name, right.value, join(name, value, left, inner), right.right);
    }
    return join(inner.name, inner.value, join(name, value, left, inner.left), join(right.name, right.value, inner.right, right.right));
  }
  return join(name, value, left, right);
}

function collect<V>(node: Node<V> | undefined, names: string[]): void {
  if (node === undefined) return;
  collect(node.left, names);
  names.push(node.name);
  collect(node.right, names);
}
