\set account random(1, 20)
SELECT json_build_object(
  'name', a.account_id, 'as_of', current_date, 'display_name', a.display_name,
  'sector', a.sector, 'region', a.region, 'create_time', a.create_time,
  'update_time', a.update_time,
  'external_keys', (
    SELECT json_agg(json_build_object(
      'source_system', k.source_system, 'key', k.key))
    FROM external_key k WHERE k.account_id = a.account_id),
  'contacts', (
    SELECT json_agg(c ORDER BY c.contact_id)
    FROM contact c WHERE c.account_id = a.account_id),
  'latest_interactions', (
    SELECT json_agg(json_build_object(
      'interaction', i, 'participants', (
        SELECT json_agg(p.contact_id)
        FROM participant p WHERE p.interaction_id = i.interaction_id)))
    FROM (
      SELECT * FROM interaction
      WHERE account_id = a.account_id
        AND happened_on > current_date - interval '12 months'
      ORDER BY happened_on DESC LIMIT 10) i),
  'interaction_count', (
    SELECT count(*) FROM interaction i WHERE i.account_id = a.account_id),
  'members', (
    SELECT json_agg(json_build_object(
      'assignment', s, 'display_name', m.display_name, 'position', (
        SELECT p FROM position p
        WHERE p.member_id = m.member_id AND p.starts_on <= current_date
        ORDER BY p.starts_on DESC LIMIT 1)) ORDER BY s.assignment_id)
    FROM assignment s JOIN member m USING (member_id)
    WHERE s.account_id = a.account_id AND s.starts_on <= current_date
      AND (s.ends_on IS NULL OR s.ends_on >= current_date)),
  'plan', (
    SELECT json_build_object(
      'plan', p,
      'actions', (
        SELECT json_agg(t ORDER BY t.action_id)
        FROM action t WHERE t.plan_id = p.plan_id),
      'open_actions', (
        SELECT count(*) FROM action t
        WHERE t.plan_id = p.plan_id AND t.state = 'OPEN'))
    FROM plan p WHERE p.account_id = a.account_id AND p.state = 'ACTIVE'))
FROM account a WHERE a.account_id = :account;
