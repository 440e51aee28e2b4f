import { accountsOf, knowsAllAccounts } from "../knowledge/accounts.ts";
import type { Distribution } from "../knowledge/image.ts";
import type { AccountCall } from "../shell/calls.ts";
import type { Evidence } from "../source/fact.ts";
import { baseEvidence, type Chain } from "./chain.ts";

export interface KnownAccount {
  readonly name: string;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly evidence: Evidence;
}

/** The accounts of a file system. */
export interface Accounts {
  readonly users: ReadonlyMap<string, KnownAccount>;
  /** Ids of groups by name. */
  readonly groups: ReadonlyMap<string, number>;
  /** Whether every account is known, so that one that is not here does not exist. */
  readonly complete: boolean;
}

const FIRST_REGULAR_ID = 1000;
const FIRST_BUSYBOX_SYSTEM_ID = 100;
const LAST_SHADOW_SYSTEM_ID = 999;

/** `/etc/passwd` and `/etc/group` as they come to be: the base's, then call by call. */
export class AccountTable implements Accounts {
  readonly users = new Map<string, KnownAccount>();
  readonly groups = new Map<string, number>();
  complete: boolean;
  /** Whether every id from 1000 on is known: packages make accounts below it only. */
  knowsRegularIds: boolean;
  readonly #chain: Chain;
  readonly #userIds: IdPool;
  readonly #groupIds: IdPool;

  constructor(chain: Chain) {
    this.#chain = chain;
    const distribution = chain.image?.distribution?.id;
    this.#userIds = new IdPool(distribution);
    this.#groupIds = new IdPool(distribution);
    this.complete = chain.base.kind === "scratch" || (chain.image !== undefined && knowsAllAccounts(chain.image));
    this.knowsRegularIds = this.complete;
    for (const account of chain.image === undefined ? [] : accountsOf(chain.image)) {
      const observation = `the account ${account.name} (${account.uid}:${account.gid}) is part of the base`;
      this.add({ ...account, evidence: baseEvidence(chain, observation) });
      if (account.name !== "nobody") this.addGroup(account.name, account.gid);
    }
    for (const [name, gid] of Object.entries(baseGroups(distribution))) this.addGroup(name, gid);
  }

  add(account: KnownAccount): void {
    this.users.set(account.name, account);
    this.#userIds.take(account.uid);
  }

  addGroup(name: string, gid: number | undefined): void {
    this.#groupIds.take(gid);
    if (gid !== undefined) this.groups.set(name, gid);
  }

  /** Adds another file system's accounts. */
  take(other: Accounts): void {
    for (const account of other.users.values()) this.add(account);
    for (const [name, gid] of other.groups) this.addGroup(name, gid);
    this.complete &&= other.complete;
    this.knowsRegularIds &&= other.complete;
  }

  /** Something may have made accounts that are not known. */
  forget(): void {
    this.complete = false;
    this.knowsRegularIds = false;
  }

  apply(call: AccountCall): void {
    const { action, name } = call;
    if (name === undefined) return;
    if (action === "delete") this.users.delete(name);
    else if (action === "add-group") this.addGroup(name, call.gid ?? this.#next(this.#groupIds, call));
    else if (action === "add-user" || (action === "modify-user" && this.users.has(name))) this.#setUser(name, call);
  }

  #setUser(name: string, call: AccountCall): void {
    const before = this.users.get(name);
    const uid = call.uid ?? before?.uid ?? this.#next(this.#userIds, call);
    const gid = call.gid ?? (call.group === undefined ? (before?.gid ?? this.#ownGroup(name, call, uid)) : this.groups.get(call.group));
    const observation = `makes the account ${name}${uid === undefined ? "" : ` with the id ${uid}`}`;
    this.add({ name, uid, gid, evidence: this.#chain.at(call.command.range, observation) });
  }

  #next(ids: IdPool, call: AccountCall): number | undefined {
    return (call.system ? this.complete : this.knowsRegularIds) ? ids.next(call) : undefined;
  }

  /** Without a group of its choice an account gets one of its own name, by the same number where that is free. */
  #ownGroup(name: string, call: AccountCall, uid: number | undefined): number | undefined {
    if (call.system && call.tool === "adduser") return this.#chain.image?.distribution?.id === "alpine" ? this.groups.get("nogroup") : undefined;
    if (uid === undefined || this.#groupIds.has(uid)) return undefined;
    this.addGroup(name, uid);
    return uid;
  }
}

/** The ids that are taken, and the one that a tool picks next where its rule is a simple one. */
class IdPool {
  readonly #taken = new Set<number>();
  readonly #distribution: Distribution["id"] | undefined;
  #regular = FIRST_REGULAR_ID;
  #busyboxSystem = FIRST_BUSYBOX_SYSTEM_ID;
  #shadowSystem = LAST_SHADOW_SYSTEM_ID;
  /** Whether an id was given that could not be told. */
  #isOpen = false;

  constructor(distribution: Distribution["id"] | undefined) {
    this.#distribution = distribution;
  }

  has(id: number): boolean {
    return this.#taken.has(id);
  }

  take(id: number | undefined): void {
    if (id === undefined) this.#isOpen = true;
    else this.#taken.add(id);
  }

  /**
   * Source: BusyBox' adduser and addgroup (the first that is free from 1000, for system accounts from 100) and shadow's
   * `find_new_uid` (the same from 1000, for system accounts downwards from 999). Debian's `adduser --system` is not predicted.
   */
  next(call: AccountCall): number | undefined {
    const isDebian = this.#distribution === "debian" || this.#distribution === "ubuntu";
    if (this.#isOpen || !(isDebian || this.#distribution === "alpine")) return undefined;
    if (!call.system) {
      while (this.#taken.has(this.#regular)) this.#regular++;
      return this.#regular;
    }
    if (call.tool === "adduser" || call.tool === "addgroup") {
      if (isDebian) return undefined;
      while (this.#taken.has(this.#busyboxSystem)) this.#busyboxSystem++;
      return this.#busyboxSystem;
    }
    if (!isDebian) return undefined;
    while (this.#taken.has(this.#shadowSystem)) this.#shadowSystem--;
    return this.#shadowSystem;
  }
}

function baseGroups(distribution: Distribution["id"] | undefined): Readonly<Record<string, number>> {
  if (distribution === "debian" || distribution === "ubuntu") return { root: 0, users: 100, nogroup: 65534, staff: 50, tty: 5 };
  if (distribution === "alpine") return { root: 0, users: 100, nogroup: 65533, nobody: 65534, "www-data": 82, tty: 5 };
  return { root: 0 };
}
