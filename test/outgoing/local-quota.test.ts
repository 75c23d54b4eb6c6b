import { LocalQuota } from "#src/outgoing/local-quota.js";
import { quotaContract } from "../contracts/quota.ts";

quotaContract("LocalQuota", async (settings, onCircuit) => new LocalQuota(settings, onCircuit));
