import { describe, expect, test } from "vitest";
import { guardedWith } from "~/testing/processes/stub-names";
import { allowanceOf, isAllowable, mayReach } from "./address-allowance.server";
import { postGuarded } from "./post-guarded.server";
import { guardedFetch } from "./ssrf-guard.server";

const message = (url: string) => ({ url, headers: {}, body: "{}", timeoutMs: 2000 });

const privateAddresses = [
  "https://127.0.0.1/",
  "https://127.1/",
  "https://127.0.0.1./",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0x7f.1/",
  "https://017700000001/",
  "https://0177.0.0.1/",
  "https://127.0.0.1:8443/",
  "https://１２７.０.０.１/",
  "https://①②⑦.0.0.1/",
  "https://127。0。0。1/",
  "https://0/",
  "https://0.0.0.0/",
  "https://10.0.0.1/",
  "https://10.255.255.255/",
  "https://172.16.0.1/",
  "https://172.31.255.255/",
  "https://192.168.0.1/",
  "https://100.64.0.1/",
  "https://100.100.100.200/",
  "https://168.63.129.16/",
  "https://169.254.169.254/latest/meta-data/",
  "https://2852039166/",
  "https://0xA9FEA9FE/",
  "https://0251.0376.0251.0376/",
  "https://192.0.0.192/",
  "https://192.0.2.1/",
  "https://198.18.0.1/",
  "https://224.0.0.1/",
  "https://240.0.0.1/",
  "https://255.255.255.255/",
  "https://[::]/",
  "https://[::1]/",
  "https://[::127.0.0.1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:a9fe:a9fe]/",
  "https://[0:0:0:0:0:ffff:10.0.0.1]/",
  "https://[64:ff9b::a9fe:a9fe]/",
  "https://[64:ff9b:1::a00:1]/",
  "https://[2002:7f00:1::]/",
  "https://[2001:0:7f00:1::]/",
  "https://[fe80::1]/",
  "https://[fc00::1]/",
  "https://[fd00:ec2::254]/",
  "https://[fec0::1]/",
  "https://[ff02::1]/",
  "https://10.0.0.5.nip.io/",
  "https://metadata.google.internal/",
  "https://localtest.me/",
  "https://localhost/",
  "https://half.example/",
  "https://mapped.example/",
];

describe("an address that somebody typed", () => {
  test.each(privateAddresses)("%s is private, however it is written, and nothing is sent there", async (address) => {
    expect(await guardedWith().problemWith(address)).toBe("addressPrivate");
    expect(await postGuarded(message(address), guardedWith())).toMatchObject({ failureCode: "addressPrivate" });
  });

  test.each([
    ["addressInvalid", ""],
    ["addressInvalid", "example.com"],
    ["addressInvalid", "https://"],
    ["addressInvalid", "https://1.2.3.256/"],
    ["addressInvalid", "file:///etc/passwd"],
    ["addressInvalid", "ftp://example.com/"],
    ["addressInvalid", "gopher://example.com:70/_"],
    ["addressInvalid", "javascript:alert(1)"],
    ["addressHasSecret", "https://me:secret@example.com/"],
    ["addressHasSecret", "https://example.com@127.0.0.1/"],
    ["addressHasSecret", "https://atrium.example.org:x@example.com/"],
    ["addressNotHttps", "http://example.com/"],
    ["addressNotHttps", "http://93.184.215.14/"],
    ["addressPrivate", "http://127.0.0.1/"],
    ["addressIsPortal", "https://atrium.example.org/api/cron/anything"],
    ["addressIsPortal", "https://ATRIUM.example.org:443/"],
  ])("%s: %s", async (problem, address) => {
    expect(await guardedWith().problemWith(address)).toBe(problem);
    expect(await postGuarded(message(address), guardedWith())).toMatchObject({ failureCode: problem });
  });

  test("is right when it is public, also when nobody knows its name yet", async () => {
    for (const address of ["https://example.com/hook?a=b", "https://93.184.215.14/", "https://nobody.example/"])
      expect(await guardedWith().problemWith(address)).toBeUndefined();
    expect(await postGuarded(message("https://nobody.example/"), guardedWith())).toMatchObject({
      failureCode: "receiverUnknown",
    });
  });
});

describe("what an operator allows", () => {
  test("is reached by its name, its address or its network, and nothing beside it", async () => {
    const address = "https://hub.internal.example/hub/api";
    expect(await guardedWith().problemWith(address)).toBe("addressPrivate");
    for (const allowed of ["hub.internal.example", "HUB.internal.example.", "10.20.3.4", "10.20.0.0/16"])
      expect(await guardedWith([allowed]).problemWith(address)).toBeUndefined();
    for (const allowed of ["internal.example", "10.20.3.5", "10.21.0.0/16", "fd00::/8"])
      expect(await guardedWith([allowed]).problemWith(address)).toBe("addressPrivate");
    expect(await guardedWith(["10.20.0.0/16"]).problemWith("https://[::ffff:10.20.3.4]/")).toBeUndefined();
  });

  test("never opens what a cloud tells its own machines", async () => {
    const all = allowanceOf(["0.0.0.0/0", "::/0", "sneaky.internal.example"]);
    for (const address of [
      "169.254.169.254",
      "100.100.100.200",
      "168.63.129.16",
      "fd00:ec2::254",
      "fe80::1",
      "0.0.0.0",
    ])
      expect(mayReach("sneaky.internal.example", address, all), address).toBe(false);
    expect(mayReach("hub.internal.example", "10.20.3.4", all)).toBe(true);
  });

  test("is written as names, addresses and networks, and nothing else", () => {
    for (const entry of ["localhost", "10.0.0.1", "::1", "10.0.0.0/8", "fd00::/8", "hub-1.example.org"])
      expect(isAllowable(entry), entry).toBe(true);
    for (const entry of ["10.0.0.0/33", "https://example.org", "*.example.org", "a b", "-x", "10.0.0.0/8/8"])
      expect(isAllowable(entry), entry).toBe(false);
  });

  test("may be spoken to without encryption only on this machine", async () => {
    expect(await guardedWith(["127.0.0.1", "localhost"]).problemWith("http://localhost:8000/")).toBeUndefined();
    expect(await guardedWith(["127.0.0.1", "localhost"]).problemWith("http://127.0.0.1:8000/")).toBeUndefined();
    expect(await guardedWith(["10.20.0.0/16"]).problemWith("http://10.20.3.4/")).toBe("addressNotHttps");
  });
});

test("a name that nobody has fails the call, and nothing more", async () => {
  const guarded = guardedFetch({
    allowance: allowanceOf([]),
    portalUrl: "https://atrium.example.org",
    longestAnswer: 1000,
  });
  await expect(guarded.fetch("https://nowhere.invalid/")).rejects.toMatchObject({ message: "fetch failed" });
  await expect(guardedWith().fetch("https://nowhere.example/")).rejects.toMatchObject({
    cause: { code: "ENOTFOUND" },
  });
});
