import { describe, expect, it } from "vitest";
import { BOT, call, refused, request, start, TOKEN, USER } from "./platform.ts";

describe("finding a user", () => {
  it("gives the user by id", async () => {
    const simulator = await start();
    const { status, body } = await call(simulator, "GET", `users/${USER}?`);
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      user: {
        id: USER,
        first_name: "An",
        last_name: "Nguyễn",
        gender: expect.any(String),
        locale: "vi_VN",
        phone: "0908071111",
        tags: ["new"],
        attributes: {},
        last_interaction_at: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    });
  });

  it.each(["0908071111", "%2B84908071111", "+84908071111", "84908071111", "0908 071 111"])(
    "gives the user by phone %s",
    async (phone) => {
      const simulator = await start();
      const { body } = await call(simulator, "GET", `phones?phone=${phone}&`);
      expect(body).toMatchObject({ success: true, user: { id: USER } });
    },
  );

  it("answers 404 where there is none", async () => {
    const simulator = await start();
    for (const path of ["users/1?", "phones?phone=0912345678&"]) {
      const { status, body } = await call(simulator, "GET", path);
      expect(status).toBe(404);
      expect(body).toEqual(refused(100, 2018001));
    }
  });

  it("refuses what is no phone", async () => {
    const simulator = await start();
    for (const path of ["phones?phone=12&", "phones?"]) {
      const { status, body } = await call(simulator, "GET", path);
      expect(status).toBe(400);
      expect(body).toEqual(refused(100));
    }
  });
});

describe("the token", () => {
  it("is taken from the query, a JSON body and a form", async () => {
    const simulator = await start();
    const path = `users/${USER}/tags`;
    const inQuery = await request(simulator, "POST", `${path}?ahachat_token=${TOKEN}`, {
      tags: ["a"],
    });
    const inBody = await request(simulator, "DELETE", path, {
      ahachat_token: TOKEN,
      tags: ["new"],
    });
    const form = await fetch(`${simulator.url}/api/bots/${BOT}/${path}`, {
      method: "POST",
      body: new URLSearchParams({ ahachat_token: TOKEN, tags: "b" }),
    });
    expect([inQuery.status, inBody.status, form.status]).toEqual([200, 200, 200]);
    expect(simulator.user(BOT, USER)?.tags).toEqual(["a", "b"]);
  });

  it("is refused when it is missing, wrong, or for a bot that does not exist", async () => {
    const simulator = await start();
    for (const path of [
      `users/${USER}`,
      `users/${USER}?ahachat_token=wrong`,
      `/api/bots/1/users/${USER}?ahachat_token=${TOKEN}`,
    ]) {
      const { status, body } = await request(simulator, "GET", path);
      expect(status).toBe(401);
      expect(body).toEqual(refused(190));
    }
  });
});

describe("tags", () => {
  it("are added and removed, each once", async () => {
    const simulator = await start();
    const added = await call(simulator, "POST", `users/${USER}/tags`, {
      tags: ["vip", "vip", "new"],
    });
    expect(added).toMatchObject({ status: 200, body: { success: true } });
    expect(simulator.user(BOT, USER)?.tags).toEqual(["new", "vip"]);
    await call(simulator, "DELETE", `users/${USER}/tags`, { tags: ["new", "never there"] });
    expect(simulator.user(BOT, USER)?.tags).toEqual(["vip"]);
    expect(simulator.snapshot().bots[BOT]?.tags).toEqual(["new", "vip"]);
  });

  it.each([{}, { tags: [] }, { tags: [1] }, { tags: ["ok", ""] }])("refuses %j", async (body) => {
    const simulator = await start();
    const answer = await call(simulator, "POST", `users/${USER}/tags`, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(refused(100));
    expect(simulator.user(BOT, USER)?.tags).toEqual(["new"]);
  });
});

describe("attributes", () => {
  it("keep their types", async () => {
    const simulator = await start();
    const values = { total: 1500, phone_text: "0908", vip: true, items: ["a"], data: { x: 1 } };
    await call(simulator, "POST", `users/${USER}/attributes`, values);
    expect(simulator.user(BOT, USER)?.attributes).toEqual(values);
  });

  it("are gone after a reset", async () => {
    const simulator = await start();
    await call(simulator, "POST", `users/${USER}/attributes`, { a: 1, b: 2 });
    const { status } = await call(simulator, "DELETE", `users/${USER}/attributes`, {
      attributes: ["a", "never there"],
    });
    expect(status).toBe(200);
    expect(simulator.user(BOT, USER)?.attributes).toEqual({ b: 2 });
  });

  it("may not have a reserved name, nor may a reset lack its list", async () => {
    const simulator = await start();
    const path = `users/${USER}/attributes`;
    const reserved = await call(simulator, "POST", path, { a: 1, ahachat_x: 1 });
    const noList = await call(simulator, "DELETE", path);
    for (const answer of [reserved, noList]) {
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual(refused(100));
    }
    expect(simulator.user(BOT, USER)?.attributes).toEqual({});
  });
});

describe("requests that make no sense", () => {
  it("answers an unknown path, bad JSON and a list for a body", async () => {
    const simulator = await start();
    const unknown = await call(simulator, "POST", `users/${USER}/labels`, {});
    expect(unknown.status).toBe(404);
    expect(unknown.body).toEqual(refused(100));
    for (const body of ["{", "[]"]) {
      const answer = await request(simulator, "POST", `users/${USER}/tags`, body);
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual(refused(100));
    }
  });
});
