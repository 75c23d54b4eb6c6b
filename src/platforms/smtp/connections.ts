import { builtValidator } from "../../documents/schema-validator.ts";
import type { SmtpConnectionConfig } from "../../generated/smtp.ts";
import { connectionSettings } from "../connection-settings.ts";
import type { ConnectionKind } from "../platform.ts";
import { SmtpClient } from "./client.ts";
import type { SmtpConnectionSettings } from "./settings.ts";
import { startSmtp } from "./start-simulator.ts";

const PORTS = { tls: 465, starttls: 587, none: 25 } as const;

/** A mail server: where it is, and who writes. */
export const connections: ConnectionKind = {
  check: builtValidator("smtp.connection"),
  credentials: () => [
    { at: ["password"], isSecret: true, standIn: () => "password_for_the_simulator" },
  ],
  credentialsHint: "your mail provider gives it, and --simulate needs none",
  offline: ["host", "from", "user"],
  settings: (name, config: SmtpConnectionConfig): SmtpConnectionSettings => {
    const { host, security = "tls", port = PORTS[security], user, password, from } = config;
    const shown = host.includes(":") ? `[${host}]` : host;
    return {
      ...connectionSettings(name, config, {
        baseUrl: `smtp://${shown}:${port}`,
        rateLimit: "5/s",
        timeout: "30s",
      }),
      security,
      login: user === undefined || password === undefined ? undefined : { user, pass: password },
      from,
    };
  },
  secrets: ({ login }: SmtpConnectionSettings) => (login === undefined ? [] : [login.pass]),
  isReal: ({ baseUrl }) => !/^smtp:\/\/(127\.|\[::1\]|localhost:)|^smtp\+simulated:/.test(baseUrl),
  open: (settings: SmtpConnectionSettings, quota) => new SmtpClient(settings, quota),
  simulate: startSmtp,
};
