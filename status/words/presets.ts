import type { IncidentStatus, IncidentType } from "@/lib/vocabulary";

/** Who the ready words are written for. */
export const presetNames = ["public", "customers", "executives", "legal"] as const;
export type PresetName = (typeof presetNames)[number];

type Preset = { name: string; status: IncidentStatus; incidentType?: IncidentType; words: string };

/**
 * Ready words by stage, in the order of our rules: state, impact, what readers can do, what we do, next by when. What
 * only a person can know stands as a question, `{{? how many}}`, which the writer answers before anything goes out.
 */
export const presets: Record<PresetName, Preset[]> = {
  public: [
    {
      name: "First word",
      status: "investigating",
      words:
        "{{services}}: not working as it should since {{started}}. We are finding out who is touched and how many. Please wait before you try again.\n\nNext update by {{promise}}.",
    },
    {
      name: "Scope: who, how many, where",
      status: "investigating",
      words:
        "{{services}} fails for about {{? one in how many}} customers in {{region}} since {{started}}. Trying again often works. We are looking for the cause.\n\nNothing that was saved is lost. Next update by {{promise}}.",
    },
    {
      name: "No change",
      status: "investigating",
      words:
        "Nothing has changed since our last update: {{services}} still fails for the customers we named. You can {{? what still works}}. We go on looking for the cause and write again by {{promise}}.",
    },
    {
      name: "Late data",
      status: "investigating",
      incidentType: "data",
      words:
        "Numbers in {{services}} have been older than they should be since {{started}}, for all customers. Nothing is lost: late numbers are filled in. Please do not enter anything twice.\n\nNext update by {{promise}}.",
    },
    {
      name: "Slow",
      status: "investigating",
      incidentType: "performance",
      words:
        "All pages of {{services}} answer slowly since {{started}}. Everything works, with patience: please press once and wait. We are looking for the cause.\n\nNext update by {{promise}}.",
    },
    {
      name: "Cause found",
      status: "identified",
      words:
        "We know the cause and are undoing the change behind it. About {{? one in how many}} requests to {{services}} still fails; trying again often works.\n\nNext update by {{promise}}.",
    },
    {
      name: "Cause found, outside",
      status: "identified",
      incidentType: "third_party",
      words:
        "We know why {{services}} fails and are moving to another way that works. About {{? one in how many}} requests still fails; you can {{? what still works}}.\n\nNext update by {{promise}}.",
    },
    {
      name: "Recovered, watching",
      status: "monitoring",
      words:
        "{{services}} works again for everyone. We are watching that it stays so. You need to do nothing.\n\nNext update by {{promise}}.",
    },
    {
      name: "Over",
      status: "resolved",
      words:
        "{{services}} works again for everyone. It lasted {{duration}}. No data was lost. {{? whether anybody has to do anything}}",
    },
  ],
  customers: [
    {
      name: "First word to customers",
      status: "investigating",
      words:
        "Since {{started}} {{services}} does not work as it should. We are finding out how many of you are touched. Please keep what you wanted to send, and send it later.\n\nYou hear from us again by {{promise}}.",
    },
    {
      name: "Cause found, to customers",
      status: "identified",
      words:
        "We know the cause and are undoing it. Until then about {{? one in how many}} of your requests to {{services}} fails; trying again often works. What you saved is safe.\n\nYou hear from us again by {{promise}}.",
    },
    {
      name: "Recovered, to customers",
      status: "monitoring",
      words:
        "{{services}} works again for all customers. We watch it and tell you when we are sure. You need to do nothing.\n\nYou hear from us again by {{promise}}.",
    },
    {
      name: "Over, to customers",
      status: "resolved",
      words:
        "{{services}} works again for all customers. It lasted {{duration}}, from {{started}}. No data was lost. {{? what of theirs to check}} We write down what happened and send it to you.",
    },
  ],
  executives: [
    {
      name: "First word to executives",
      status: "investigating",
      words:
        "{{title}}. Impact: {{impact}}, on {{services}}, since {{started}}. About {{? how many}} customers are touched; cost so far: {{? sum, or not known yet}}. The liaison answers your questions here: you need not join the call.\n\nYou hear again by {{promise}}.",
    },
    {
      name: "Cause found, to executives",
      status: "identified",
      words:
        "The cause is known and is being undone. {{services}} has been hurt for {{duration}}, for about {{? how many}} customers; cost so far: {{? sum}}. We expect recovery between {{? time}} and {{? time}}: an expectation, which customers have not been given. You need to decide nothing.\n\nYou hear again by {{promise}}.",
    },
    {
      name: "Recovered, to executives",
      status: "monitoring",
      words:
        "{{services}} works again for all customers, after {{duration}}. We watch before we call it over. Cost so far: {{? sum}}. You need to do nothing.\n\nYou hear again by {{promise}}.",
    },
    {
      name: "Over, to executives",
      status: "resolved",
      words:
        "Over: {{services}} works for all customers. It lasted {{duration}}; about {{? how many}} customers were touched; cost: {{? sum}}. No data was lost. The written account comes by {{? day}}.",
    },
  ],
  legal: [
    {
      name: "First word to legal",
      status: "investigating",
      words:
        "{{title}}. {{services}} has been hurt since {{started}}; impact: {{impact}}. How many customers are touched, and whether personal data or contracts are, is not known yet: the customers' words say neither. Please tell the liaison what must not be said.\n\nYou hear again by {{promise}}.",
    },
    {
      name: "Security, to legal",
      status: "investigating",
      incidentType: "security",
      words:
        "A security incident since {{started}}, on {{services}}. Nothing is public, and nothing becomes so without your name. Personal data: {{? touched, not touched, not known}}. Duties to report and their ends: {{? which, by when}}.\n\nPlease answer the request for approval. You hear again by {{promise}}.",
    },
    {
      name: "Cause found, to legal",
      status: "identified",
      words:
        "The cause is known and is being undone. Personal data: {{? touched, not touched, not known}}. About {{? how many}} customers are touched; contracts with promised uptime: {{? which}}. You need to do nothing yet.\n\nYou hear again by {{promise}}.",
    },
    {
      name: "Over, to legal",
      status: "resolved",
      words:
        "Over: {{services}} works for all customers. It lasted {{duration}}, from {{started}}. Data lost: {{? none, which}}. Personal data: {{? not touched, which}}. Promised uptime: {{? kept, broken for whom}}. The record of all words stays at the desk.",
    },
  ],
};
