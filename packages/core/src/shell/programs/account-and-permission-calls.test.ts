import { describe, expect, it } from "vitest";
import { readRun } from "../testing/read-dockerfile.ts";
import { accountCalls } from "./account-calls.ts";
import { permissionCalls } from "./permission-calls.ts";

/** The fields that are set. */
function account(body: string): readonly Readonly<Record<string, unknown>>[] {
  return accountCalls(readRun(body).script).map((call) => (
    Object.fromEntries(Object.entries(call).filter(([key, value]) => key !== "command" && value !== undefined && value !== false))
  ));
}

describe("accounts", () => {
  it.each([
    ["useradd -r -u 1001 -g app -d /home/app -s /sbin/nologin app", { action: "add-user", tool: "useradd", name: "app", uid: 1001, group: "app", home: "/home/app", system: true }],
    ["useradd --no-log-init --system --uid=5 --gid 6 app", { action: "add-user", tool: "useradd", name: "app", uid: 5, gid: 6, system: true }],
    ["useradd -rmu 7 app", { action: "add-user", tool: "useradd", name: "app", uid: 7, system: true }],
    ["useradd -u $UID \"$NAME\"", { action: "add-user", tool: "useradd" }],
    ["adduser -D -H -h /x -u 1000 -G app -g 'A user' bob", { action: "add-user", tool: "adduser", name: "bob", uid: 1000, group: "app", home: "/x" }],
    ["adduser -S -G app app", { action: "add-user", tool: "adduser", name: "app", group: "app", system: true }],
    ["adduser --system --group --home /x --gecos '' --disabled-password app", { action: "add-user", tool: "adduser", name: "app", group: "app", home: "/x", system: true }],
    ["adduser --uid 5 --ingroup g app", { action: "add-user", tool: "adduser", name: "app", uid: 5, group: "g" }],
    ["adduser -r -u 5 -g 6 -d /x app", { action: "add-user", tool: "adduser", name: "app", uid: 5, gid: 6, home: "/x", system: true }],
    ["adduser app docker", { action: "modify-user", tool: "adduser", name: "app" }],
    ["groupadd -r -g 1001 app", { action: "add-group", tool: "groupadd", name: "app", gid: 1001, system: true }],
    ["addgroup -S -g 1001 app", { action: "add-group", tool: "addgroup", name: "app", gid: 1001, system: true }],
    ["addgroup --system --gid 1001 app", { action: "add-group", tool: "addgroup", name: "app", gid: 1001, system: true }],
    ["addgroup app docker", { action: "modify-user", tool: "addgroup", name: "app", group: "docker" }],
    ["usermod -aG sudo app", { action: "modify-user", tool: "usermod", name: "app" }],
    ["usermod -u 5 app", { action: "modify-user", tool: "usermod", name: "app", uid: 5 }],
    ["echo 'root:secret' | chpasswd", { action: "set-password", tool: "chpasswd", name: "root" }],
    ["echo \"app:$PW\" | sudo chpasswd", { action: "set-password", tool: "chpasswd", name: "app" }],
    ["passwd -d root", { action: "set-password", tool: "passwd", name: "root" }],
    ["userdel -r games", { action: "delete", tool: "other", name: "games" }],
  ])("%s", (body, call) => {
    expect(account(body)).toContainEqual(call);
  });

  it("are none in a text", () => {
    expect(account("echo 'useradd app' && grep adduser /etc/x")).toEqual([]);
  });
});

describe("permissions", () => {
  it.each([
    ["chmod -R 777 /x /y", ["chmod", "777", undefined, true, ["/x", "/y"]]],
    ["chmod u+s /x", ["chmod", "u+s", undefined, false, ["/x"]]],
    ["chmod -x /x", ["chmod", "-x", undefined, false, ["/x"]]],
    ["chmod -Rv a+rwX /x", ["chmod", "a+rwX", undefined, true, ["/x"]]],
    ["chmod 4755 -- -x", ["chmod", "4755", undefined, false, ["-x"]]],
    ["chmod $M /x", ["chmod", undefined, undefined, false, ["/x"]]],
    ["chmod --reference=/a /x", ["chmod", undefined, undefined, false, ["/x"]]],
    ["chown -R app:app /x", ["chown", undefined, "app:app", true, ["/x"]]],
    ["chown -h --from=root 1001 /x", ["chown", undefined, "1001", false, ["/x"]]],
    ["chgrp -R 0 /x", ["chgrp", undefined, ":0", true, ["/x"]]],
    ["install -d -o app -g web -m 755 /x /y", ["install", "755", "app:web", false, ["/x", "/y"]]],
    ["install -m755 a b /bin/", ["install", "755", undefined, false, ["/bin/"]]],
    ["install -t /bin a b", ["install", undefined, undefined, false, ["/bin"]]],
    ["mkdir -p -m 1777 /x", ["mkdir", "1777", undefined, false, ["/x"]]],
    ["mkdir -pm 700 /x", ["mkdir", "700", undefined, false, ["/x"]]],
    ["setcap cap_net_bind_service=+ep /bin/x", ["setcap", "cap_net_bind_service=+ep", undefined, false, ["/bin/x"]]],
    ["setcap -r /bin/x", ["setcap", undefined, undefined, false, ["/bin/x"]]],
    ["find / -perm /6000 -exec chmod a-s {} +", ["chmod", "a-s", undefined, false, ["{}"]]],
    ["find / -print0 | xargs -0 chmod 777", ["chmod", "777", undefined, false, []]],
  ])("%s", (body, call) => {
    const { script, slice } = readRun(body);
    const calls = permissionCalls(script).map(({ tool, mode, owner, recursive, paths }) => [tool, mode, owner, recursive, paths.map(({ range }) => slice(range))]);
    expect(calls).toEqual([call]);
  });
});
