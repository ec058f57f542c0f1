"""What we ask, in order. This is the file that changes most; `guidance/vocabulary.py` fixes the ids, the catalogues
word them.

A label fits 24 characters and a short label 14, in all five languages: tests/locales/test_catalogues.py measures it.
`words` are other words people type for the same thing; each language lists its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.questions import Kind, Option, Question
from locales.text import Text, _

Table = Mapping[str, frozenset[str]]


def _when(**facts: str) -> Table:
    """A table from fact to the values, separated by spaces, that make a question matter."""
    return {fact: frozenset(values.split()) for fact, values in facts.items()}


def _option(
    id: str, label: Text, short: Text | None = None, note: Text | None = None, words: Text | None = None
) -> Option:
    return Option(id, label, short or label, note, words)


YES = _option("yes", _("Yes", "label"), words=_("yes, yeah, yep, right, correct, of course", "words"))
NO = _option("no", _("No", "label"), words=_("no, nope, not, never, none", "words"))

WHO_WE_SUPPLY = "principal_contractor buyer_consignor public_body platform"
WITH_DEALINGS = f"{WHO_WE_SUPPLY} joint_rnd_partner investor_or_ma foreign_entity other"
SECRETS = "trade_secret technical_data_on_request software national_core_tech industrial_tech other"
RIGHTS = "patent utility_model design trademark"

EMERGENCY = Question(
    "emergency",
    _("Urgent", "label"),
    Kind.CHOICE,
    _("Is someone about to leave the country, delete files or ship goods within days?"),
    _("Then calling comes before any form."),
    (YES, NO),
    extra=True,
    part="what",
)

STORY = Question(
    "story",
    _("What happened", "label"),
    Kind.TEXT,
    _("What happened? Please tell it in your own words, in one message or several."),
    _("The officers read your own words first. Leave out the secret itself: no drawings, recipes or code here."),
    example=_("For example: who, when, what they took, and how you noticed. Press “Done” when you have finished."),
    least=10,
    most=8000,
    part="what",
)

RELATIONSHIP = Question(
    "relationship",
    _("Who took it", "label"),
    Kind.CHOICE,
    _("Who took it, as far as you know?"),
    _("Who took it decides which body can act. You can correct this later."),
    (
        _option(
            "principal_contractor",
            _("Orders work from us", "label"),
            _("Client", "short"),
            _("They have us make, repair, build or do a service for them.", "note"),
            _(
                "client, prime contractor, principal, main contractor, subcontract, they order from us",
                "words",
            ),
        ),
        _option(
            "buyer_consignor",
            _("Buyer, no subcontract", "label"),
            _("Buyer", "short"),
            _("They buy from us or entrust work, but it is not a subcontract.", "note"),
            _("buyer, customer, purchaser, consignor, entrusting company", "words"),
        ),
        _option(
            "ex_employee",
            _("Former employee", "label"),
            _("Ex-employee", "short"),
            words=_(
                "ex-employee, former employee, former staff, ex-engineer, ex-staff, ex-manager, former engineer, quit, "
                "left the company, resigned",
                "words",
            ),
        ),
        _option(
            "current_employee",
            _("Someone still with us", "label"),
            _("Employee", "short"),
            words=_("employee, staff, insider, works for us, colleague", "words"),
        ),
        _option(
            "competitor_no_relation",
            _("Competitor, no dealings", "label"),
            _("Competitor", "short"),
            _("A company that never had a contract with us.", "note"),
            _("competitor, rival, other company in the market", "words"),
        ),
        _option(
            "joint_rnd_partner",
            _("Joint research partner", "label"),
            _("R&D partner", "short"),
            words=_("research partner, joint development, university, institute, co-developer", "words"),
        ),
        _option(
            "investor_or_ma",
            _("Investor or acquirer", "label"),
            _("Investor", "short"),
            _("They saw it in talks on investment, a pitch or a takeover.", "note"),
            _("investor, venture capital, acquirer, due diligence, pitch, investment talks", "words"),
        ),
        _option(
            "foreign_entity",
            _("Company abroad", "label"),
            _("Abroad", "short"),
            words=_("foreign company, overseas company, abroad, foreign buyer", "words"),
        ),
        _option(
            "public_body",
            _("Public body", "label"),
            _("Public body", "short"),
            words=_("public body, government, ministry, city, public institution, public company", "words"),
        ),
        _option(
            "platform",
            _("Platform or big retailer", "label"),
            _("Platform", "short"),
            words=_("platform, marketplace, online mall, retailer, department store", "words"),
        ),
        _option(
            "unknown_hacker",
            _("A hacker, not known", "label"),
            _("Hacker", "short"),
            words=_("hacker, hacked, hacking, ransomware, malware, intrusion", "words"),
        ),
        _option("other", _("Someone else", "label"), words=_("someone else, other, another", "words")),
    ),
    unknown=True,
    part="what",
)

VICTIM_SIZE = Question(
    "victim_size",
    _("Size of your company", "label"),
    Kind.CHOICE,
    _("How large is your company?"),
    _("Most support programmes are for small and medium-sized companies (SMEs) only."),
    (
        _option(
            "sme",
            _("SME", "label"),
            None,
            _("Small and medium-sized, start-ups included.", "note"),
            _("sme, small, startup, start-up, venture, small business", "words"),
        ),
        _option(
            "mid",
            _("Mid-sized", "label"),
            _("Mid-sized", "short"),
            words=_("mid-sized, mid-size, medium-large", "words"),
        ),
        _option("large", _("Large company", "label"), _("Large", "short"), words=_("large, big, group", "words")),
        _option(
            "individual",
            _("Individual", "label"),
            words=_("individual, freelancer, inventor, just me", "words"),
        ),
        _option(
            "institute",
            _("Research institute", "label"),
            _("Institute", "short"),
            words=_("institute, university, laboratory", "words"),
        ),
    ),
    unknown=True,
    part="you",
)

WHAT_WAS_TAKEN = Question(
    "what_was_taken",
    _("What was taken", "label"),
    Kind.MANY,
    _("What was taken? Choose all that fit, then press “Done”."),
    _("Each kind is protected by a different law. If you are unsure, choose what comes nearest."),
    (
        _option(
            "trade_secret",
            _("Trade secret", "label"),
            _("Trade secret", "short"),
            _("Know-how, recipe, process or customer data you kept secret.", "note"),
            _("trade secret, know-how, recipe, formula, process, secret", "words"),
        ),
        _option(
            "technical_data_on_request",
            _("Data they asked us for", "label"),
            _("Data requested", "short"),
            _("Drawings or specifications a client asked you to hand over.", "note"),
            _("drawings, drawing, specification, technical data, blueprints, they asked for", "words"),
        ),
        _option(
            "idea_pitch",
            _("Idea or proposal", "label"),
            _("Idea", "short"),
            _("Shown in a pitch, tender, contest or talks.", "note"),
            _("idea, proposal, pitch, tender, contest, business plan", "words"),
        ),
        _option(
            "software",
            _("Source code, software", "label"),
            _("Software", "short"),
            words=_("software, source code, program, app, algorithm", "words"),
        ),
        _option("patent", _("Patent", "label"), words=_("patent, patented, invention", "words")),
        _option(
            "design",
            _("Registered design", "label"),
            _("Design", "short"),
            words=_("registered design, design right", "words"),
        ),
        _option(
            "product_shape",
            _("Look of our product", "label"),
            _("Product look", "short"),
            _("The shape of a product was copied.", "note"),
            _("shape, look, appearance, copycat", "words"),
        ),
        _option(
            "utility_model", _("Utility model", "label"), _("Utility model", "short"), words=_("utility model", "words")
        ),
        _option(
            "trademark",
            _("Trade mark or brand", "label"),
            _("Trade mark", "short"),
            words=_("trade mark, trademark, brand, logo", "words"),
        ),
        _option(
            "national_core_tech",
            _("National core technology", "label"),
            _("Core tech", "short"),
            _("Designated by the state: chips, displays, batteries and others.", "note"),
            _("national core technology, core technology", "words"),
        ),
        _option(
            "industrial_tech",
            _("Certified technology", "label"),
            _("Certified", "short"),
            _("Industrial technology designated or certified under a law.", "note"),
            _("industrial technology, certified technology, new technology mark", "words"),
        ),
        _option(
            "other",
            _("Something else", "label"),
            _("Other", "short"),
            words=_("something else, other", "words"),
        ),
    ),
    unknown=True,
    part="what",
)

CONTRACT = Question(
    "contract",
    _("Agreements", "label"),
    Kind.MANY,
    _("Which agreements were there between you? Choose all that fit, then press “Done”."),
    _("An order or a contract decides between the Fair Trade Commission and the SME ministry."),
    (
        _option(
            "subcontract",
            _("Subcontract", "label"),
            None,
            _("Manufacture, repair, construction or service ordered from us.", "note"),
            _("subcontract, purchase order, order, manufacturing contract", "words"),
        ),
        _option(
            "consignment",
            _("Other entrusted work", "label"),
            _("Entrusted work", "short"),
            words=_("consignment, entrusted, commission", "words"),
        ),
        _option(
            "nda",
            _("Secrecy agreement (NDA)", "label"),
            _("NDA", "short"),
            words=_("nda, non-disclosure, secrecy agreement, confidentiality", "words"),
        ),
        _option(
            "joint_dev",
            _("Joint development", "label"),
            _("Joint dev.", "short"),
            words=_("joint development, co-development", "words"),
        ),
        _option("none", _("None", "label"), words=_("none, nothing, no contract", "words")),
    ),
    when=(_when(relationship=WITH_DEALINGS),),
    unknown=True,
    part="deal",
)

DEMANDED = Question(
    "was_technical_data_demanded",
    _("Data demanded", "label"),
    Kind.CHOICE,
    _("Did they ask you to hand over drawings, specifications or other technical data?"),
    _("Asking without a good reason, in writing or not, can itself break the law."),
    (YES, NO),
    when=(_when(relationship=WHO_WE_SUPPLY),),
    unknown=True,
    part="deal",
)

REGISTERED = Question(
    "registered_right",
    _("Right registered", "label"),
    Kind.CHOICE,
    _("Is the right registered in Korea (patent, design, utility model or trade mark)?"),
    _("A registered right opens other doors than a secret does."),
    (YES, NO),
    when=(_when(what_was_taken=RIGHTS),),
    unknown=True,
    part="what",
)

SECRECY = Question(
    "secrecy_managed",
    _("Kept secret", "label"),
    Kind.CHOICE,
    _("Did you keep it secret: marked it, limited who could see it, or had people sign?"),
    _("This is the point on which many cases are lost. An honest “No” helps us to find another way."),
    (YES, NO),
    when=(_when(what_was_taken=SECRETS), _when(what_was_taken="unknown")),
    unknown=True,
    part="what",
)

OVERSEAS = Question(
    "overseas",
    _("Going abroad", "label"),
    Kind.CHOICE,
    _("Has it gone abroad, or is it about to?"),
    _("Then the police and the National Intelligence Service may be able to help; the sooner, the better."),
    (YES, NO),
    unknown=True,
    part="what",
)

PUBLIC_RND = Question(
    "public_rnd",
    _("National research money", "label"),
    Kind.CHOICE,
    _("Was it developed with national research money?"),
    _("Then the law may ask you to report at once; we will tell you to whom."),
    (YES, NO),
    when=(
        _when(what_was_taken="national_core_tech industrial_tech"),
        _when(relationship="joint_rnd_partner"),
        _when(overseas="yes"),
    ),
    unknown=True,
    part="what",
)

GOODS = Question(
    "goods_cross_border",
    _("Goods at the border", "label"),
    Kind.CHOICE,
    _("Are goods made with it crossing the Korean border?"),
    _("Then the Korea Trade Commission and customs can stop goods."),
    (
        _option(
            "imported",
            _("Coming into Korea", "label"),
            _("Imported", "short"),
            words=_("imported, import, coming in", "words"),
        ),
        _option(
            "exported",
            _("Going out of Korea", "label"),
            _("Exported", "short"),
            words=_("exported, export, going out", "words"),
        ),
        NO,
    ),
    when=(_when(overseas="yes"), _when(relationship="platform foreign_entity")),
    unknown=True,
    part="what",
)

CYBER = Question(
    "cyber_intrusion",
    _("Break-in", "label"),
    Kind.CHOICE,
    _("Did someone break into your computers or accounts?"),
    _("A break-in has its own emergency line and, for some companies, a 24-hour duty to report."),
    (YES, NO),
    when=(_when(relationship="competitor_no_relation other unknown"),),
    unknown=True,
    part="what",
)

INSIDER = Question(
    "insider_help",
    _("Help from inside", "label"),
    Kind.CHOICE,
    _("Did someone inside help: bribed, talked over or taken on by the other side?"),
    _("Then the police usually lead."),
    (YES, NO),
    when=(_when(relationship="competitor_no_relation foreign_entity buyer_consignor"),),
    unknown=True,
    part="what",
)

ONGOING = Question(
    "ongoing",
    _("Still going on", "label"),
    Kind.CHOICE,
    _("Is it still being used or spread?"),
    _("If so, stopping it comes first."),
    (YES, NO),
    unknown=True,
    part="what",
)

ACT_DATE = Question(
    "act_date",
    _("When it happened", "label"),
    Kind.DATE,
    _("When was it taken or first used? A month or a year is enough."),
    _("Several doors close some years after the act. We count from the earliest day your answer can mean."),
    example=_("For example: March last year, 2025-03, 2025."),
    unknown=True,
    reads="date",
    part="when",
)

KNOWN_DATE = Question(
    "known_date",
    _("When you learned", "label"),
    Kind.DATE,
    _("When did you learn of it, and of who did it?"),
    _("A court claim usually has to be made within three years of that day."),
    example=_("For example: last month, 2026-05, May this year."),
    when=(_when(act_date="old unknown"),),
    unknown=True,
    reads="date",
    part="when",
)

TRADE_END = Question(
    "trade_end_date",
    _("End of the deal", "label"),
    Kind.DATE,
    _("When did the deal with them end: the last delivery, or the day it was ended?"),
    _("The Fair Trade Commission and the SME ministry count their years from the end of the deal."),
    options=(
        _option(
            "today",
            _("The deal still runs", "label"),
            _("Still runs", "short"),
            words=_("still going on, still running, ongoing, not ended, we still deliver", "words"),
        ),
    ),
    example=_("For example: December 2024, 2024, last month."),
    when=(_when(contract="subcontract consignment"),),
    unknown=True,
    reads="date",
    part="when",
)

WANTS = Question(
    "wants",
    _("What you want", "label"),
    Kind.MANY,
    _("What do you want most? Choose all that fit, then press “Done”."),
    _("This decides the order: some first steps close other doors for a while."),
    (
        _option("stop_use", _("Make them stop", "label"), None, words=_("stop, stop it, injunction", "words")),
        _option(
            "damages",
            _("Get our loss paid", "label"),
            _("Damages", "short"),
            words=_("damages, compensation, money", "words"),
        ),
        _option(
            "investigation",
            _("An investigation", "label"),
            _("Investigation", "short"),
            words=_("investigation, investigate, find out", "words"),
        ),
        _option(
            "sanction",
            _("An official sanction", "label"),
            _("Sanction", "short"),
            words=_("sanction, penalty, order", "words"),
        ),
        _option(
            "criminal",
            _("Criminal punishment", "label"),
            _("Punishment", "short"),
            words=_("criminal, punish, police, prison", "words"),
        ),
        _option(
            "mediation",
            _("Settle and keep trading", "label"),
            _("Settle", "short"),
            words=_("mediation, settle, settlement, keep the business", "words"),
        ),
        _option(
            "advice",
            _("Only advice for now", "label"),
            _("Advice", "short"),
            words=_("advice, consult, just asking", "words"),
        ),
    ),
    unknown=True,
    part="wish",
)

ALREADY = Question(
    "already_reported_to",
    _("Reported so far", "label"),
    Kind.MANY,
    _("Have you reported it anywhere yet? Choose all that fit, then press “Done”."),
    _("So that nobody sends you through the same door twice."),
    (
        _option("none", _("Nowhere yet", "label"), words=_("no, nowhere, not yet, none", "words")),
        _option("mss", _("SME ministry (MSS)", "label"), _("MSS", "short"), words=_("mss, sme ministry", "words")),
        _option(
            "kftc",
            _("Fair Trade Commission", "label"),
            _("KFTC", "short"),
            words=_("kftc, ftc, fair trade commission", "words"),
        ),
        _option(
            "moip",
            _("IP ministry (MOIP)", "label"),
            _("MOIP", "short"),
            words=_("moip, kipo, patent office, technology police", "words"),
        ),
        _option("knpa", _("Police", "label"), words=_("police, knpa, 112, 113", "words")),
        _option(
            "motir",
            _("Industry ministry", "label"),
            _("MOTIR", "short"),
            words=_("motir, motie, industry ministry", "words"),
        ),
        _option("nis", _("Intelligence Service", "label"), _("NIS", "short"), words=_("nis, 111", "words")),
        _option("court", _("Court", "label"), words=_("court, lawsuit, sued, injunction", "words")),
        _option("prosecution", _("Prosecution", "label"), words=_("prosecution, prosecutor", "words")),
        _option("other", _("Elsewhere", "label"), words=_("elsewhere, other", "words")),
    ),
    unknown=True,
    part="wish",
)

COUNTERPART = Question(
    "counterpart_name",
    _("The other side", "label"),
    Kind.TEXT,
    _("What is the name of the company or person? It is shown only to officers of the bodies you choose."),
    _("Officers need it to act. We do not contact the other side, and every notice asks the officers not to."),
    example=_("A company name, or a role such as “our former lab head”. No identity numbers."),
    most=300,
    optional=True,
    unknown=True,
    private=True,
    group="suspect",
    part="other",
)

COUNTERPART_SIZE = Question(
    "counterpart_size",
    _("Size of the other side", "label"),
    Kind.CHOICE,
    _("How large is the other side?"),
    _("Against a large company, some bodies act where they otherwise would not."),
    (
        _option(
            "large",
            _("Large or group company", "label"),
            _("Large", "short"),
            words=_("large, conglomerate, group, big", "words"),
        ),
        _option("mid", _("Mid-sized", "label"), _("Mid-sized", "short"), words=_("mid-sized, mid-size", "words")),
        _option("sme", _("SME", "label"), words=_("sme, small, startup", "words")),
        _option("individual", _("One person", "label"), words=_("individual, person", "words")),
        _option("public", _("Public", "label"), _("Public", "short"), words=_("public, government", "words")),
    ),
    when=(_when(relationship="principal_contractor buyer_consignor joint_rnd_partner investor_or_ma other"),),
    unknown=True,
    part="other",
)

SALES_THEIRS = Question(
    "counterpart_sales_krw",
    _("Their yearly sales", "label"),
    Kind.NUMBER,
    _("About how much does the other company sell in a year, in won?"),
    _("Between two SMEs the Subcontracting Act asks that the ordering side sells more."),
    example=_("For example: 30억, 3 billion, 3,000,000,000."),
    when=(_when(counterpart_size="sme", relationship="principal_contractor"),),
    reads="money",
    unknown=True,
    optional=True,
    part="other",
)

SALES_OURS = Question(
    "own_sales_krw",
    _("Your yearly sales", "label"),
    Kind.NUMBER,
    _("And about how much does your company sell in a year, in won?"),
    _("It is compared with theirs, for the same rule."),
    example=_("For example: 8억, 800 million, 800,000,000."),
    when=(_when(counterpart_size="sme", relationship="principal_contractor"),),
    reads="money",
    unknown=True,
    optional=True,
    private=True,
    part="you",
)

ANONYMOUS = Question(
    "anonymous",
    _("Your name", "label"),
    Kind.CHOICE,
    _("Do you want to give your name, or stay anonymous for now?"),
    _("Without a name only some doors open: the Fair Trade Commission and the police take anonymous tips."),
    (
        _option(
            "no",
            _("Give our name", "label"),
            _("With name", "short"),
            words=_("with name, give our name, name", "words"),
        ),
        _option(
            "yes",
            _("Stay anonymous", "label"),
            _("Anonymous", "short"),
            words=_("anonymous, no name, without a name", "words"),
        ),
    ),
    part="you",
)

COMPANY = Question(
    "company_name",
    _("Your company", "label"),
    Kind.TEXT,
    _("What is your company called?"),
    _("It stands on the report that the bodies you choose receive."),
    most=200,
    when=(_when(anonymous="no"),),
    private=True,
    part="you",
)

CONTACT = Question(
    "contact",
    _("How to reach you", "label"),
    Kind.TEXT,
    _("How may an officer reach you? A telephone number or an e-mail address. Skip it to be reached only here."),
    _("Only the bodies you choose see it. Choose one that your customer cannot see."),
    example=_("For example: 010-1234-5678, name@example.com."),
    most=200,
    when=(_when(anonymous="no"),),
    reads="phone_or_email",
    optional=True,
    private=True,
    part="you",
)

TECHNOLOGY = Question(
    "technology_name",
    _("The technology", "label"),
    Kind.TEXT,
    _("What is the technology called, and what is it for? One sentence, without the secret itself."),
    _("So that the officer can find the right specialist."),
    example=_("For example: a coating process for battery separators, in use since 2019."),
    most=600,
    optional=True,
    extra=True,
    group="technology",
    part="what",
)

EVIDENCE = Question(
    "evidence",
    _("What you have", "label"),
    Kind.MANY,
    _("Which of these do you have? Choose all that fit, then press “Done”."),
    _("What is missing can often still be secured; we tell you how."),
    (
        _option("contract", _("Contract", "label"), words=_("contract", "words")),
        _option(
            "orders",
            _("Orders, delivery notes", "label"),
            _("Orders", "short"),
            words=_("orders, delivery notes, invoices", "words"),
        ),
        _option("nda", _("Secrecy agreement (NDA)", "label"), _("NDA", "short"), words=_("nda", "words")),
        _option(
            "requests",
            _("Their requests for data", "label"),
            _("Requests", "short"),
            words=_("requests, request form", "words"),
        ),
        _option(
            "mails",
            _("Mails and messages", "label"),
            _("Mails", "short"),
            words=_("mails, e-mails, messages, chats", "words"),
        ),
        _option(
            "files_list",
            _("List of files sent", "label"),
            _("File list", "short"),
            words=_("file list, list of files", "words"),
        ),
        _option(
            "secrecy_rules",
            _("Secrecy rules, pledges", "label"),
            _("Secrecy rules", "short"),
            words=_("secrecy rules, pledges, security rules", "words"),
        ),
        _option(
            "logs", _("Access logs", "label"), _("Logs", "short"), words=_("logs, access logs, log files", "words")
        ),
        _option(
            "comparison",
            _("A comparison", "label"),
            _("Comparison", "short"),
            words=_("comparison, side by side", "words"),
        ),
        _option("sample", _("Their product", "label"), _("Sample", "short"), words=_("sample, product", "words")),
        _option(
            "registration",
            _("Registered right", "label"),
            _("Registration", "short"),
            words=_("registration, certificate of registration", "words"),
        ),
        _option(
            "design_dates",
            _("Dated designs", "label"),
            words=_("dated designs, dated files, prototype", "words"),
        ),
        _option("rnd_agreement", _("R&D agreement", "label"), words=_("research agreement, lab notes", "words")),
        _option("witnesses", _("Witnesses", "label"), words=_("witnesses, witness", "words")),
        _option("sales", _("Sales figures", "label"), words=_("sales figures, accounts", "words")),
        _option(
            "certificate",
            _("Escrow or certificate", "label"),
            _("Certificate", "short"),
            words=_("escrow, certificate, deposit", "words"),
        ),
        _option("none", _("None of these", "label"), _("None", "short"), words=_("none, nothing", "words")),
    ),
    unknown=True,
    optional=True,
    extra=True,
    part="proof",
)

DAMAGE = Question(
    "damage_krw",
    _("Your loss", "label"),
    Kind.NUMBER,
    _("About how large is your loss, in won? A rough figure is enough."),
    _("Mediation and a damage assessment start from it. You can change it later."),
    example=_("For example: 3억 5천만원, 350 million, 350,000,000."),
    optional=True,
    unknown=True,
    extra=True,
    reads="money",
    private=True,
    part="harm",
)

BUSINESS_NUMBER = Question(
    "business_number",
    _("Business number", "label"),
    Kind.TEXT,
    _("What is your business registration number? Ten digits; it is optional."),
    _("It lets the ministries see at once that two reports belong together. It is not a personal number."),
    example=_("For example: 123-45-67890."),
    when=(_when(anonymous="no"),),
    reads="business_number",
    optional=True,
    private=True,
    extra=True,
    part="you",
)

OFFICIAL = Question(
    "official_name",
    _("Must not see it", "label"),
    Kind.TEXT,
    _("Is there an official who must not see this report? Please write the full name; one person at a time."),
    _(
        "The report is then shut to everybody of that name, and who is meant is checked before anyone opens it; only "
        "an urgent one is open to all others at once. A body you do not trust at all, you simply leave out."
    ),
    example=_("For example, an official who is a relative or former colleague of the other side."),
    most=60,
    optional=True,
    private=True,
    extra=True,
    group="official",
    part="you",
)

CONTACT_NAME = Question(
    "contact_name",
    _("Whom to ask for", "label"),
    Kind.TEXT,
    _("Whom should the officer ask for?"),
    _("A name or a role is enough."),
    most=100,
    when=(_when(anonymous="no"),),
    optional=True,
    private=True,
    extra=True,
    part="you",
)

ADDRESS = Question(
    "address",
    _("Address", "label"),
    Kind.TEXT,
    _("What is the address of your company?"),
    _("The SME ministry's official report form asks for it."),
    most=300,
    when=(_when(anonymous="no"),),
    optional=True,
    private=True,
    extra=True,
    part="you",
)

PROCEDURES = Question(
    "case_numbers",
    _("Case numbers", "label"),
    Kind.TEXT,
    _("Do you have case numbers from other bodies or courts?"),
    _("So that officers can find what is already under way."),
    most=300,
    when=(_when(already_reported_to="mss motir kftc moip knpa nis court prosecution other"),),
    optional=True,
    private=True,
    extra=True,
    part="wish",
)

QUESTIONNAIRE: tuple[Question, ...] = (
    EMERGENCY,
    STORY, RELATIONSHIP, WHAT_WAS_TAKEN, CONTRACT, DEMANDED, REGISTERED, SECRECY, OVERSEAS, PUBLIC_RND, GOODS,
    CYBER, INSIDER, ONGOING, ACT_DATE, KNOWN_DATE, TRADE_END, COUNTERPART, COUNTERPART_SIZE, SALES_THEIRS,
    SALES_OURS, WANTS, ALREADY, VICTIM_SIZE, ANONYMOUS, COMPANY, CONTACT, TECHNOLOGY, EVIDENCE, DAMAGE,
    BUSINESS_NUMBER, OFFICIAL, CONTACT_NAME, ADDRESS, PROCEDURES,
)  # fmt: skip

PARTS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("What happened"), ("what", "when", "proof", "harm")),
    (_("The other side and what you want"), ("deal", "other", "wish")),
    (_("Your company"), ("you",)),
)
"""The three cards of the review, and the parts of the questionnaire on each."""
