"""What people call their columns, in the languages we have seen.

One field a line; an indented line goes on with the one above.
"""

from mentorship.roster.cleaning import fold

_NAMES = """
email: email, e mail, mail, email address, e mail address, email addresses, work email, your
 email, email id, emailadresse, e mail adresse, mailadresse, courriel, adresse e mail, adresse
 email, adresse mail, correo, correo electronico, direccion de correo electronico, endereco de
 email, e mail adress, posta elettronica, indirizzo email, почта, электронная почта, эл почта,
 email адрес, 邮箱, 电子邮件, 电子邮箱,
 メールアドレス, メール, 이메일, البريد الالكتروني, البريد الإلكتروني, ईमेल
name: name, full name, fullname, your name, your full name, name surname, display name,
 nombre, nombre completo, nome, nome completo, nom complet, nom, nom et prenom, vor und
 nachname, имя, фио, имя и фамилия, 姓名, 名前, 氏名, 이름, الاسم, الاسم الكامل, नाम, participant,
 participant name, employee, employee name, person, first and last name, first name and last
 name, first name last name, name vorname, who, mentor name, mentee name
first_name: first name, firstname, given name, given names, forename, first, vorname, prenom,
 nombre de pila, nombres, primer nombre, primeiro nome, имя собственное, 名, الاسم الاول, الاسم
 الأول
last_name: last name, lastname, surname, family name, last, nachname, familienname, nom de
 famille, apellido, apellidos, sobrenome, cognome, фамилия, 姓, اسم العائلة, उपनाम
both_roles: both, both roles, both mentor and mentee, mentor and mentee
is_mentor: mentor, i want to be a mentor, be a mentor, as mentor, is mentor, mentor in
is_mentee: mentee, i want to be a mentee, be a mentee, as mentee, is mentee, i want a mentor
role: role, roles, your role, my role, program role, programme role, mentoring role,
 participant type, type, participant role, mentor mentee, mentor or mentee, mentee or mentor,
 mentee mentor, rolle, papel, rol, i am, i would like to be, participation, funcao no programa,
 роль, 角色, 役割, الدور, भूमिका, joining as
capacity: capacity, max mentees, mentees max, number of mentees, no of mentees, how many,
 seats, places, slots, spots, mentee capacity, capacity mentees, kapazitat, capacite,
 capacidad, capacidade, plazas, vagas, platze, wie viele, quantas pessoas, maximum, max,
 сколько, сколько человек, 名额, 人数, عدد المتدربين, room for, how many people, # mentees, # of
 mentees, mentees
external_id: id, employee id, employee number, employee no, staff id, staff number, staff no,
 personnel number, personalnummer, participant id, respondent id, response id, responseid,
 record id, recordid, user id, userid, external id, externalid, hr id, matricule, student id,
 worker id, person id, member id, emp id, numero de empleado, табельный номер, 工号, 社員番号
zone: timezone, time zone, tz, your time zone, zeitzone, fuseau horaire, zona horaria, huso
 horario, fuso horario, fuso, часовой пояс, 时区, タイムゾーン, المنطقة الزمنية, समय क्षेत्र, timezone
 city
languages: language, languages, preferred language, spoken languages, languages spoken,
 sprache, sprachen, langue, langues, idioma, idiomas, lingua, lingue, язык, языки, 语言, 言語,
 اللغة, भाषा
level: grade, level, seniority, band, career level, career stage, job level, job grade, pay
 band, grade level, experience level, experience, years of experience, yrs experience, rank,
 karrierestufe, nivel, niveau, senioridade, stage, уровень, грейд, 级别, 职级
department: department, dept, organisation, organization, org, company, division, business
 unit, directorate, faculty, school, employer, agency, abteilung, departement, departamento,
 area, unit, service, bereich, org unit, organization name, organisation name, company name,
 team, отдел, департамент, 部门, 部署, القسم, विभाग, university, institution
location: location, city, office, site, country, region, town, place, based in, where, where
 are you based, standort, ville, ciudad, cidade, ort, stadt, pays, pais, land, город, 城市, 都市,
 المدينة, शहर, office location, work location, city country, where do you live
profession: profession, field, discipline, job family, occupation, function, specialism,
 industry, sector, beruf, field of work, profesion, profissao, metier, профессия, 专业, 职业,
 major, field of study, track
job_title: job title, title, position, current role, job role, job, current position, current
 job, poste, cargo, puesto, jobtitle, role title, position title, stelle, funktion, должность,
 职位, 役職, المسمى الوظيفي
skills_wanted: wants, want, wanted, skills wanted, wanted skills, growth areas, areas for
 growth, development areas, areas for development, looking for, looking for help with, need,
 needs, needs help with, help wanted, help needed with, wants to learn, want to learn, i want
 to learn, would like to learn, learning, skills to learn, skills to develop, to learn, topics
 wanted, seeking, lernen, mochte lernen, lernwunsche, quiero aprender, quero aprender, queria
 aprender, veux apprendre, a apprendre, competences recherchees, хочу научиться, чему хочу
 научиться, 想学, 想学习, 学びたいこと, اريد ان اتعلم, सीखना चाहते हैं, skills desired, desired skills,
 skill gaps, learning interests
skills_offered: offers, offer, offered, skills offered, offered skills, can offer, can help
 with, i can help with, expertise, areas of expertise, area of expertise, strengths, skills to
 share, can teach, i can teach, teaches, good at, topics offered, biete, kann helfen bei,
 ofrezco, ofereco, ofrece, posso ajudar com, puedo ayudar con, je peux aider, competences
 offertes, могу помочь, могу научить, 能教, 擅长, 教えられること, استطيع المساعدة في, सिखा सकते हैं,
 mentoring topics, topics you can mentor on
skills: skills, skill, topics, topic, competencies, competences, kompetenzen, fahigkeiten,
 habilidades, competencias, навыки, 技能, スキル, المهارات, कौशल, mentoring areas, focus areas,
 focus, themes, practices
interests: interests, interest, hobbies, hobby, free time, interessen, hobbys, intereses,
 interesses, centres d interet, personal interests, outside work, интересы, хобби, 兴趣, 爱好, 趣味,
 الاهتمامات, रुचियाँ, रुचि, fun
goals: goals, goal, objectives, objective, expectations, motivation, ziele, ziel, objetivos,
 objetivo, objectifs, why, purpose, цели, цель, 目标, 目標, الاهداف, लक्ष्य, what for, mentoring
 goals, career goals, aspirations
bio: bio, biography, about, about you, about me, about yourself, introduction, profile,
 background, short bio, description, uber mich, sobre, sobre mim, sobre mi, acerca de mi, a
 propos, о себе, 自我介绍, 自己紹介, نبذة, परिचय, summary, intro, tell us about yourself, comments,
 anything else
availability: availability, available, when, free, available times, preferred times, preferred
 time, verfugbarkeit, disponibilite, disponibilidad, disponibilidade, disponibilites, days and
 times, best time, best times, meeting times, когда, доступность, 可用时间, 空き時間, الاوقات,
 उपलब्धता, times, when free
accountability_style: accountability, accountability style, how much push, push, follow up
 style, how i like to be asked
communication: communication, communication preference, communication style, preferred
 communication, contact, contact preference, channel, channels, preferred channel, how to meet,
 meeting preference
style: style, mentoring style, working style, work style, learning style, personality,
 arbeitsstil, estilo
identity_wish: match with similar identity, similar identity, same identity, identity match,
 match on identity
identity: identity, identities, identity to match, characteristics, characteristic, protected
 characteristics
ranked_wishes: wishes, preferred mentor, preferred mentors, preferred mentee, preferred
 mentees, ranked wishes, mentor preferences, mentee preferences, mentor choices, wish list,
 wishlist, wunsch, wunschmentor, 1st choice, 2nd choice, 3rd choice, first choice, second
 choice, third choice, choice 1, choice 2, choice 3
reports_to: manager, line manager, direct manager, people manager, reporting manager, my manager,
 your manager, manager name, manager email, manager e mail, line manager name, line manager email,
 reports to, reporting to, report to, supervisor, supervisor name, supervisor email, boss,
 superior, reporting line, vorgesetzte, vorgesetzter, fuhrungskraft, superieur, superviseur,
 responsable directo, jefe, jefe directo, gestor, gestor direto, chefe, supervisore, responsabile,
 руководитель, непосредственный руководитель, 上司, 直属上级, 汇报对象, المدير المباشر
rather_not: rather not, not with, avoid, exclude, exclusions, do not match with, conflicts of
 interest, never with
"""


def names_by_field() -> dict[str, frozenset[str]]:
    """Field → its column names, folded."""
    lines = (line.partition(":") for line in _NAMES.strip().replace("\n ", " ").splitlines())
    return {key: frozenset(map(fold, names.split(","))) for key, _, names in lines}
